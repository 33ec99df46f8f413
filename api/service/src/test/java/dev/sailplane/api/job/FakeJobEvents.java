package dev.sailplane.api.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hears what is told. */
public final class FakeJobEvents implements JobEvents {
    public final List<JobEvent.Canceled> canceled = new CopyOnWriteArrayList<>();
    private final Consumer<Job> broker;

    /** @param broker takes accepted jobs, or throws what the broker would */
    public FakeJobEvents(Consumer<Job> broker) {
        this.broker = broker;
    }

    @Override
    public void accepted(Job job) {
        broker.accept(job);
    }

    @Override
    public void canceled(JobEvent.Canceled event) {
        canceled.add(event);
    }
}
