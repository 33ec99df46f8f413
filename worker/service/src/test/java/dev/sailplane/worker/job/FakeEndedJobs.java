package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was counted. */
final class FakeEndedJobs implements EndedJobs {
    final List<JobEvent> counted = new CopyOnWriteArrayList<>();

    @Override
    public void count(JobEvent outcome) {
        counted.add(outcome);
    }
}
