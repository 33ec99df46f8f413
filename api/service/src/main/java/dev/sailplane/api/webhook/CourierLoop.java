package dev.sailplane.api.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sends couriers out when something is due, each on a virtual thread of its own, from the start of the service to its end. */
@ApplicationScoped
public class CourierLoop {
    private static final Logger LOG = Logger.getLogger(CourierLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(2);

    private final Clock clock = Clock.systemUTC();
    private final Deliveries deliveries;
    private final Shards shards;
    private final Courier courier;
    private final ExecutorService couriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private final Thread loop =
            Thread.ofPlatform().daemon().name("webhook-loop").unstarted(this::run);

    /** Sends out for the shards that are this replica's. */
    public CourierLoop(
            Deliveries deliveries, WebhookSender sender, RetrySchedule schedule, Receivers receivers, Shards shards) {
        this.deliveries = deliveries;
        this.shards = shards;
        this.courier = new Courier(deliveries, sender, schedule, receivers, clock);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    // Whoever is under way gets a moment to come back and say so.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.interrupt();
        loop.join(TIME_TO_STOP);
        couriers.shutdown();
        if (!couriers.awaitTermination(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            couriers.shutdownNow();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round();
                deliveries.awaitChange(pause());
            }
        } catch (InterruptedException stopping) {
            LOG.debug("couriers stopped");
        }
    }

    private void round() {
        try {
            courier.due(shards.owned()).forEach(couriers::execute);
        } catch (RuntimeException broken) {
            LOG.error("webhook round broken", broken);
        }
    }

    private Duration pause() {
        Instant now = clock.instant();
        return deliveries
                .nextDue(now)
                .map(due -> Duration.between(now, due).plusMillis(1))
                .filter(pause -> pause.compareTo(LONGEST_PAUSE) < 0)
                .orElse(LONGEST_PAUSE);
    }
}
