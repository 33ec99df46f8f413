package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot: takes a delivery, has it handled, keeps the lease meanwhile, settles, takes the next. After any trouble
 * with the broker it starts over with a new consumer: one that lived through an outage was seen to be busy for nothing.
 */
final class ShareSlot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ShareSlot.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ShareQueueSettings settings;
    private final JobHandler handler;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private final CompletableFuture<Void> graceOver = new CompletableFuture<>();
    private volatile boolean serving;

    ShareSlot(ShareQueueSettings settings, JobHandler handler) {
        this.settings = settings;
        this.handler = handler;
    }

    @Override
    public void run() {
        while (!stopping.isDone()) {
            try {
                serve();
            } catch (InterruptedException _) {
                stopping.complete(null);
            } catch (KafkaException | LeaseLostException outage) {
                LOG.atWarn().addKeyValue("reason", outage.getMessage()).log("the job queue is opened anew");
                backoff.pause(stopping);
            } catch (RuntimeException failure) {
                LOG.atError().setCause(failure).log("the job queue is opened anew");
                backoff.pause(stopping);
            }
            serving = false;
        }
    }

    boolean serving() {
        return serving;
    }

    /** Asks the slot to end: at once when idle, else when the handler has ended or the grace is over. */
    void stop() {
        stopping.complete(null);
        graceOver.completeOnTimeout(null, settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve() throws InterruptedException {
        ShareGroup.startAtEarliest(settings);
        try (LeasedRecords records = new LeasedRecords(settings)) {
            serving = true;
            while (!stopping.isDone()) {
                Optional<Delivery> delivery = records.take(POLL);
                if (delivery.isPresent()) {
                    work(records, delivery.get());
                    backoff.reset();
                } else if (!records.connected()) {
                    throw new KafkaException("no broker can be reached");
                }
            }
        }
    }

    private void work(LeasedRecords records, Delivery delivery) throws InterruptedException {
        HandlerThread hand = new HandlerThread(handler, delivery);
        try {
            while (!hand.endedWithin(records.renewalInterval(), graceOver)) {
                if (graceOver.isDone()) {
                    hand.stop();
                    break;
                }
                records.renew();
            }
        } catch (LeaseLostException lost) {
            LOG.atWarn().addKeyValue("attempt", delivery.attempt()).log("lease lost");
            hand.stop();
            hand.settlement();
            throw lost;
        }
        records.settle(hand.settlement());
    }
}
