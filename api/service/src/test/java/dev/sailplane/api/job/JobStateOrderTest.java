package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.contract.JobEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Events may come late, twice and in any order: the end is the same, and nothing that was known is lost on the way. */
class JobStateOrderTest {
    private static final int ORDERS = 2_000;

    static final List<JobEvent> ENDS = List.of(Sample.completed(1), Sample.failed(1), Sample.canceled(1));

    @ParameterizedTest
    @FieldSource("ENDS")
    void everyOrderOfTheSameEventsLeadsToTheSameEnd(JobEvent end) {
        JobState expected = new JobState.Starting(Sample.job(1)).after(end);
        for (long seed = 0; seed < ORDERS; seed++) {
            JobState state = new JobState.Starting(Sample.job(1));
            for (JobEvent event : shuffled(end, seed)) {
                JobState next = state.after(event);
                assertNothingIsLost(state, next, seed);
                state = next;
            }
            assertThat(outcome(state)).as("seed %d", seed).isEqualTo(outcome(expected));
        }
    }

    @ParameterizedTest
    @FieldSource("ENDS")
    void aReplicaThatReadsBothTopicsInAnyOrderKnowsTheSameEnd(JobEvent end) {
        for (long seed = 0; seed < ORDERS; seed++) {
            JobView view = new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), Clock.systemUTC());
            List<JobEvent> events = shuffled(end, seed);
            int acceptance = new Random(seed).nextInt(events.size() + 1);
            for (int i = 0; i <= events.size(); i++) {
                if (i == acceptance) {
                    view.apply(Sample.accepted(1));
                }
                if (i < events.size()) {
                    view.apply(events.get(i), i);
                }
            }
            assertThat(view.find(Sample.id(1)))
                    .as("seed %d", seed)
                    .hasValueSatisfying(state -> assertThat(outcome(state))
                            .isEqualTo(outcome(new JobState.Starting(Sample.job(1)).after(end))));
            assertThat(view.activeJobs(Sample.job(1).tenant()))
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    private static List<JobEvent> shuffled(JobEvent end, long seed) {
        Random random = new Random(seed);
        List<JobEvent> events = new ArrayList<>();
        int attempts = 1 + random.nextInt(3);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            events.add(Sample.started(1, attempt));
            for (int step = 0; step <= random.nextInt(4); step++) {
                events.add(
                        Sample.progress(1, attempt, random.nextBoolean() ? "base" : "upsampling", random.nextInt(20)));
            }
            events.add(new JobEvent.Preview(Sample.id(1), attempt, 0, "base", 1, "jobs/x/preview/0.jpg"));
        }
        events.add(end);
        int twice = random.nextInt(events.size());
        for (int i = 0; i < twice; i++) {
            events.add(events.get(random.nextInt(events.size())));
        }
        java.util.Collections.shuffle(events, random);
        return events;
    }

    private static void assertNothingIsLost(JobState before, JobState after, long seed) {
        if (before.ended()) {
            assertThat(after).as("seed %d: the end is the end", seed).isEqualTo(before);
        }
        if (before instanceof JobState.Processing was && after instanceof JobState.Processing is) {
            assertThat(is.attempt()).as("seed %d", seed).isGreaterThanOrEqualTo(was.attempt());
            if (is.attempt() == was.attempt()) {
                assertThat(is.progress().fraction())
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(was.progress().fraction());
            }
        }
        if (before instanceof JobState.Processing) {
            assertThat(after).as("seed %d", seed).isNotInstanceOf(JobState.Starting.class);
        }
    }

    // How far it had come when it ended depends on what was heard before; how it ended does not.
    private static Object outcome(JobState state) {
        return switch (state) {
            case JobState.Succeeded it -> it.completion();
            case JobState.Failed it -> it.failure();
            case JobState.Canceled it -> it.canceledAt();
            case JobState.Starting _, JobState.Processing _ -> "has not ended";
        };
    }
}
