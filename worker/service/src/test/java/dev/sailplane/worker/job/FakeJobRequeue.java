package dev.sailplane.worker.job;

import dev.sailplane.contract.Priority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was put into the queue anew. */
public final class FakeJobRequeue implements JobRequeue {
    public final List<RawMessage> messages = new CopyOnWriteArrayList<>();

    /** Whether nothing can be put there. */
    public boolean failing;

    @Override
    public void put(RawMessage message, Priority priority) {
        if (failing) {
            throw new RetriableFailureException("on purpose", new IllegalStateException());
        }
        messages.add(message);
    }
}
