package dev.sailplane.api.webhook;

import dev.failsafe.RateLimiter;
import dev.sailplane.api.job.JobState;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Tells of a job under way, as well as it can be done: one try, and nothing waits. What comes too soon after the one
 * before, while that one is still on its way, or to a receiver that has enough to do, is dropped; the next says more
 * anyway. Each kind goes once a second at most, so a job makes no more than two calls a second. Safe for use by many
 * threads; never blocks.
 */
@ApplicationScoped
public class LiveUpdates {
    private static final Logger LOG = Logger.getLogger(LiveUpdates.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int JOBS_REMEMBERED = 10_000;
    private static final int MAXIMUM_CALLS = 256;

    private static final class Track {
        final RateLimiter<Object> logs = RateLimiter.smoothBuilder(INTERVAL).build();
        final RateLimiter<Object> output = RateLimiter.smoothBuilder(INTERVAL).build();
        boolean busy;

        RateLimiter<Object> limiter(Webhook.Event kind) {
            return kind == Webhook.Event.OUTPUT ? output : logs;
        }
    }

    private final WebhookSender sender;
    private final Receivers receivers;
    private final Map<JobId, Track> tracks = new Recent<>(JOBS_REMEMBERED);
    private final Semaphore calls = new Semaphore(MAXIMUM_CALLS);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-live-", 0).factory());

    /** Sends by the sender to receivers that have room. */
    public LiveUpdates(WebhookSender sender, Receivers receivers) {
        this.sender = sender;
        this.receivers = receivers;
    }

    /** Tells of a state, or does not; whether it does. */
    boolean offer(Webhook.Event kind, String id, URI url, JobState state) {
        Receiver receiver = Receiver.of(tenant(state), url);
        Optional<Track> track = begin(kind, receiver, state.job().id());
        track.ifPresent(begun -> threads.execute(() -> send(begun, receiver, id, url, state)));
        return track.isPresent();
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    private synchronized Optional<Track> begin(Webhook.Event kind, Receiver receiver, JobId job) {
        Track track = tracks.computeIfAbsent(job, _ -> new Track());
        if (track.busy || threads.isShutdown() || !calls.tryAcquire()) {
            return Optional.empty();
        }
        if (!track.limiter(kind).tryAcquirePermit() || !receivers.enter(receiver, Receivers.Kind.LIVE)) {
            calls.release();
            return Optional.empty();
        }
        track.busy = true;
        return Optional.of(track);
    }

    private void send(Track track, Receiver receiver, String id, URI url, JobState state) {
        Optional<Outcome> outcome = Optional.empty();
        try {
            outcome = Optional.of(sender.send(id, url, state));
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "webhook broken webhookId=%s", id);
        } finally {
            receivers.leave(receiver, outcome.map(Outcome::isHealthy));
            calls.release();
            end(track);
        }
    }

    private synchronized void end(Track track) {
        track.busy = false;
    }

    private static TenantName tenant(JobState state) {
        return state.job().tenant();
    }
}
