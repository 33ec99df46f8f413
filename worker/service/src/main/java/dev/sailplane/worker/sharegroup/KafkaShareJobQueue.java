package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The job queue on a Kafka share group (KIP-932): any number of workers share one partition, each job is leased to one
 * of them, and one whose worker dies is free again at once.
 *
 * @see <a href="../../../../../../../../../infra/adr/0003-share-groups.md">decision 0003</a>
 */
public final class KafkaShareJobQueue implements JobQueue {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

    private final ShareQueueSettings settings;
    private final Draining draining = new Draining();
    private final List<Thread> threads = new ArrayList<>();
    private volatile List<ShareSlot> slots = List.of();

    public KafkaShareJobQueue(ShareQueueSettings settings) {
        this.settings = settings;
    }

    /** Opens the slots; once for each queue. */
    @Override
    public synchronized void serve(JobHandler handler) {
        ShareGroup group = new ShareGroup(settings, draining);
        Semaphore turn = new Semaphore(1, true);
        List<ShareSlot> opened = new ArrayList<>();
        for (int index = 0; index < settings.slots(); index++) {
            ShareSlot slot = new ShareSlot(settings, handler, group, draining, turn);
            opened.add(slot);
            threads.add(Thread.ofPlatform().name("jobs-" + index).start(slot));
        }
        slots = List.copyOf(opened);
    }

    /** Whether any slot has reached the broker: one that has just lost its lease says nothing about the others. */
    @Override
    public boolean serving() {
        return !draining.hasBegun() && slots.stream().anyMatch(ShareSlot::serving);
    }

    /** As the port says; all slots at once, so that it takes as long as one: the grace and a few seconds at most. */
    @Override
    public synchronized void close() {
        draining.begin(settings.shutdownGrace());
        Instant limit = Instant.now().plus(settings.shutdownGrace()).plus(CLOSE_LIMIT);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.between(Instant.now(), limit));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
