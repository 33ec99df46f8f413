package dev.sailplane.worker.job;

import dev.sailplane.contract.Priority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was put into the queue anew. */
public final class FakeJobRequeue implements JobRequeue {
    public final List<RawMessage> messages = new CopyOnWriteArrayList<>();

    /** How many messages in a row cannot be put there. */
    public final AtomicInteger failures = new AtomicInteger();

    @Override
    public void put(RawMessage message, Priority priority) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new RetriableFailureException("on purpose", new IllegalStateException());
        }
        messages.add(message);
    }
}
