package dev.sailplane.worker.job;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was buried. */
public final class FakeDeadLetters implements DeadLetters {
    public final List<RawMessage> messages = new ArrayList<>();
    public final List<String> reasons = new ArrayList<>();

    @Override
    public void bury(RawMessage message, String reason) {
        messages.add(message);
        reasons.add(reason);
    }
}
