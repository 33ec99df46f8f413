package dev.sailplane.worker.metrics;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.worker.job.EndedJobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** A counter of each outcome, called by its event's type. All are there before the first job ends. */
public final class MicrometerEndedJobs implements EndedJobs {
    private final Counter completed;
    private final Counter failed;
    private final Counter canceled;

    /** Registers the counters. */
    public MicrometerEndedJobs(MeterRegistry registry) {
        completed = registry.counter("sailplane.jobs.ended", "outcome", "completed");
        failed = registry.counter("sailplane.jobs.ended", "outcome", "failed");
        canceled = registry.counter("sailplane.jobs.ended", "outcome", "canceled");
    }

    @Override
    public void count(JobEvent outcome) {
        switch (outcome) {
            case JobEvent.Completed _ -> completed.increment();
            case JobEvent.Failed _ -> failed.increment();
            case JobEvent.Canceled _ -> canceled.increment();
            case JobEvent.Accepted _,
                    JobEvent.Started _,
                    JobEvent.Progress _,
                    JobEvent.Preview _,
                    JobEvent.Output _,
                    JobEvent.DeadLettered _ -> throw new IllegalArgumentException("no job ends with this event");
        }
    }
}
