package dev.sailplane.devstack.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Waits for the stack to be well again: all ready, every job ended for all replicas, every end told. */
final class Healing {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int REPORTED = 10;

    private final Stage stage;
    private final ApiClient api;
    private final Receiver receiver;
    private final Consumer<String> report;

    Healing(Stage stage, ApiClient api, Receiver receiver, Consumer<String> report) {
        this.stage = stage;
        this.api = api;
        this.receiver = receiver;
        this.report = report;
    }

    /** Returns when all is well or patience is over; what is not well then, the checks will find. */
    void await(Map<String, OrderedJob> jobs, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Set<String> open = new HashSet<>(jobs.keySet());
        for (int look = 0; System.nanoTime() < end; look++) {
            for (String id : List.copyOf(open)) {
                if (hasEnded(id)) {
                    open.remove(id);
                }
            }
            List<String> unready = StackChecks.readiness(stage.members()).violations();
            if (open.isEmpty() && unready.isEmpty()) {
                return;
            }
            if (look % REPORTED == 0) {
                report.accept("%d jobs open, not ready: %s".formatted(open.size(), unready));
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean hasEnded(String id) throws InterruptedException {
        if (!receiver.told().containsKey(id)) {
            return false;
        }
        for (URI replica : stage.apis()) {
            Optional<Seen> seen = api.look(replica, id).map(Seen::of);
            if (seen.isEmpty() || !seen.get().hasEnded()) {
                return false;
            }
        }
        return true;
    }
}
