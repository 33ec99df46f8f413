package dev.sailplane.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.worker.job.TestJobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MicrometerEndedJobsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerEndedJobs jobs = new MicrometerEndedJobs(registry);

    @Test
    void showsEveryOutcomeBeforeTheFirstJobEnds() {
        assertThat(counts()).isEqualTo(Map.of("completed", 0.0, "failed", 0.0, "canceled", 0.0));
    }

    @Test
    void countsEachJobByItsOutcome() {
        JobEvent failed = new JobEvent.Failed(TestJobs.ID, Instant.EPOCH, new Failure("model-unknown", "x/y"));

        jobs.count(failed);
        jobs.count(failed);
        jobs.count(new JobEvent.Canceled(TestJobs.ID, Instant.EPOCH));

        assertThat(counts()).isEqualTo(Map.of("completed", 0.0, "failed", 2.0, "canceled", 1.0));
    }

    @Test
    void refusesAnEventThatEndsNoJob() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> jobs.count(new JobEvent.DeadLettered(TestJobs.ID, 4, "on purpose")));
    }

    private Map<String, Double> counts() {
        return registry.get("sailplane.jobs.ended").counters().stream()
                .collect(Collectors.toMap(each -> String.valueOf(each.getId().getTag("outcome")), Counter::count));
    }
}
