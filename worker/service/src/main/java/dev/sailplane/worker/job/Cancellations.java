package dev.sailplane.worker.job;

import dev.sailplane.contract.JobId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which jobs were canceled, as far as this worker has heard: the latest {@value #REMEMBERED}. What is forgotten or was
 * never heard still stands in the bucket. Safe for use by several threads.
 *
 * @see <a href="../../../../../../../../../infra/adr/0006-cancel-by-the-last-word.md">decision 0006</a>
 */
public final class Cancellations {
    /** Jobs remembered at most. */
    static final int REMEMBERED = 100_000;

    private final Map<JobId, Boolean> heard = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Set<Watch> watches = new HashSet<>();

    /** Hears that a job was canceled; whoever watches it is told. */
    public synchronized void hear(JobId job) {
        heard.put(job, true);
        watches.stream().filter(watch -> watch.job.equals(job)).forEach(watch -> watch.bell.complete(null));
    }

    /** Watches a job until the watch is closed. */
    synchronized Watch watch(JobId job) {
        Watch watch = new Watch(job);
        if (heard.containsKey(job)) {
            watch.bell.complete(null);
        }
        watches.add(watch);
        return watch;
    }

    private synchronized void forget(Watch watch) {
        watches.remove(watch);
    }

    /** Waits for one job's cancellation. */
    final class Watch implements AutoCloseable {
        private final JobId job;
        private final CompletableFuture<Void> bell = new CompletableFuture<>();

        private Watch(JobId job) {
            this.job = job;
        }

        /** Rings when the job is canceled, and when the watch is closed. */
        CompletableFuture<Void> bell() {
            return bell;
        }

        @Override
        public void close() {
            forget(this);
            bell.complete(null);
        }
    }
}
