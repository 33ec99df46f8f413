package dev.sailplane.devstack.chaos;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.JobEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** What the topics say of one job. Not thread-safe. */
final class JobTrail {
    private final Set<String> outcomes = new HashSet<>();
    private final Set<Integer> attempts = new HashSet<>();
    private int closings;
    private int starts;
    private int acceptances;
    private boolean deadLettered;

    /** @param value of the record, as it came */
    void add(CloudEvent event, String value) {
        switch (event.data()) {
            case JobEvent.Accepted _ -> acceptances++;
            case JobEvent.Started started -> {
                starts++;
                attempts.add(started.attempt());
            }
            case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Canceled _ -> {
                closings++;
                outcomes.add(event.id() + " " + Sha256.of(value.getBytes(StandardCharsets.UTF_8)));
            }
            case JobEvent.DeadLettered _ -> deadLettered = true;
            case JobEvent.Progress _, JobEvent.Preview _, JobEvent.Output _ -> {
                // Says nothing of the end.
            }
        }
    }

    /** Different closing events: by id and content. */
    Set<String> outcomes() {
        return Set.copyOf(outcomes);
    }

    /** Closing events, repetitions included. */
    int closings() {
        return closings;
    }

    /** Events of a start, repetitions included. */
    int starts() {
        return starts;
    }

    /** Different attempts beyond the first. */
    long redeliveries() {
        return attempts.stream().filter(attempt -> attempt > 1).count();
    }

    /** Records of its acceptance. */
    int acceptances() {
        return acceptances;
    }

    boolean deadLettered() {
        return deadLettered;
    }
}
