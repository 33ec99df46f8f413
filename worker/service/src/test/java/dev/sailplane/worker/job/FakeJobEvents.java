package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was told; can be out of reach. */
public final class FakeJobEvents implements JobEvents {
    public final List<JobEvent> told = new CopyOnWriteArrayList<>();
    public volatile boolean down;

    @Override
    public void publish(JobEvent event) {
        if (down) {
            throw new RetriableFailureException("down on purpose", new IllegalStateException());
        }
        told.add(event);
    }

    @Override
    public void tell(JobEvent event) {
        if (!down) {
            told.add(event);
        }
    }

    public <E extends JobEvent> List<E> of(Class<E> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
