package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * The job queue on a Kafka share group (KIP-932): any number of workers share one partition, each job is leased to one
 * of them, and one whose worker dies is free again at once.
 *
 * @see <a href="../../../../../../../../../infra/adr/0003-share-groups.md">decision 0003</a>
 */
public final class KafkaShareJobQueue implements JobQueue {
    private final ShareQueueSettings settings;
    private final List<ShareSlot> slots = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public KafkaShareJobQueue(ShareQueueSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void serve(JobHandler handler) {
        for (int index = 0; index < settings.slots(); index++) {
            ShareSlot slot = new ShareSlot(settings, handler);
            slots.add(slot);
            threads.add(Thread.ofPlatform().name("jobs-" + index).start(slot));
        }
    }

    @Override
    public synchronized boolean serving() {
        return !slots.isEmpty() && slots.stream().allMatch(ShareSlot::serving);
    }

    @Override
    public synchronized void close() {
        slots.forEach(ShareSlot::stop);
        for (Thread thread : threads) {
            join(thread);
        }
        slots.clear();
        threads.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
