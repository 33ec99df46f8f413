package dev.sailplane.worker.job;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Several job queues as one. Each holds as many jobs as it has slots of its own, so that however long one line is, the
 * others' jobs are taken at once.
 *
 * @see <a href="../../../../../../../../../infra/adr/0017-two-lines-of-jobs.md">decision 0017</a>
 */
public final class JobLines implements JobQueue {
    private final List<JobQueue> lines;

    /** @param lines not open yet, and closed with this */
    public JobLines(JobQueue... lines) {
        this.lines = List.of(lines);
    }

    @Override
    public void serve(JobHandler handler) {
        lines.forEach(line -> line.serve(handler));
    }

    /** Whether all lines are open and have been reached. */
    @Override
    public boolean serving() {
        return lines.stream().allMatch(JobQueue::serving);
    }

    /** As the port says; all lines at once, so that it takes as long as one. */
    @Override
    public void close() {
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            lines.forEach(line -> closing.execute(line::close));
        }
    }
}
