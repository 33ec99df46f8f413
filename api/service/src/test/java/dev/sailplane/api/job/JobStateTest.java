package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JobStateTest {
    private static final JobState STARTING = new JobState.Starting(Sample.job(1));

    static final List<JobEvent> CLOSING = List.of(Sample.completed(1), Sample.failed(1), Sample.canceled(1));

    @Test
    void aGoodDayLeadsToSuccess() {
        JobState processing = after(STARTING, Sample.started(1, 1), Sample.progress(1, 1, "base", 5));
        assertThat(processing).isInstanceOfSatisfying(JobState.Processing.class, it -> {
            assertThat(it.startedAt()).contains(Sample.STARTED_AT);
            assertThat(it.progress().fraction()).isEqualTo(0.125);
        });
        assertThat(processing.after(Sample.completed(1))).isInstanceOf(JobState.Succeeded.class);
    }

    @ParameterizedTest
    @FieldSource("CLOSING")
    void anEndedJobStaysAsItEnded(JobEvent closing) {
        JobState ended = STARTING.after(closing);

        assertThat(ended.ended()).isTrue();
        assertThat(Stream.concat(
                        CLOSING.stream(),
                        Stream.of(Sample.accepted(1), Sample.started(1, 2), Sample.progress(1, 2, "base", 1))))
                .allSatisfy(late -> assertThat(ended.after(late)).isEqualTo(ended));
    }

    @Test
    void eventsTwiceAreAsEventsOnce() {
        JobState once = after(STARTING, Sample.started(1, 1), Sample.progress(1, 1, "base", 5));
        assertThat(after(once, Sample.started(1, 1), Sample.progress(1, 1, "base", 5), Sample.accepted(1)))
                .isEqualTo(once);
    }

    @Test
    void progressDoesNotGoBack() {
        JobState state = after(STARTING, Sample.progress(1, 1, "base", 9), Sample.progress(1, 1, "base", 5));
        assertThat(state)
                .isInstanceOfSatisfying(
                        JobState.Processing.class,
                        it -> assertThat(it.progress().stages())
                                .extracting(JobEvent.Progress::step)
                                .containsExactly(9));
    }

    @Test
    void aNewAttemptBeginsAnewAndTheOldOneIsNotHeard() {
        JobState second = after(STARTING, Sample.progress(1, 1, "base", 9), Sample.started(1, 2));
        assertThat(second).isInstanceOfSatisfying(JobState.Processing.class, it -> {
            assertThat(it.attempt()).isEqualTo(2);
            assertThat(it.progress()).isEqualTo(ProgressTrack.NONE);
        });
        assertThat(after(second, Sample.progress(1, 1, "base", 10), Sample.started(1, 1)))
                .isEqualTo(second);
    }

    @Test
    void aStartHeardAfterItsProgressCompletesThePicture() {
        JobState state = after(STARTING, Sample.progress(1, 1, "base", 9), Sample.started(1, 1));
        assertThat(state).isInstanceOfSatisfying(JobState.Processing.class, it -> {
            assertThat(it.startedAt()).contains(Sample.STARTED_AT);
            assertThat(it.progress().stages()).hasSize(1);
        });
    }

    @Test
    void whatTheFinishingAttemptTookOverIsKnownIfItsStartWasHeardOf() {
        JobEvent.Started resumed = new JobEvent.Started(Sample.id(1), 1, "worker-1", Sample.STARTED_AT, 12);
        assertThat(resumedSteps(after(STARTING, resumed, Sample.completed(1)))).hasValue(12);
        assertThat(resumedSteps(after(STARTING, Sample.completed(1)))).isEmpty();
        assertThat(resumedSteps(after(STARTING, resumed, Sample.started(1, 2), Sample.completed(1))))
                .isEmpty();
    }

    private static OptionalInt resumedSteps(JobState state) {
        return ((JobState.Succeeded) state).resumedSteps();
    }

    @Test
    void aDeadLetterAloneEndsNothing() {
        assertThat(STARTING.after(new JobEvent.DeadLettered(Sample.id(1), 4, "delivery-limit")))
                .isEqualTo(STARTING);
    }

    @Test
    void aFailedJobIsKnownToBePutAsideByItsEventOrByItsCode() {
        JobEvent.DeadLettered aside = new JobEvent.DeadLettered(Sample.id(1), 4, "whatever");
        assertThat(deadLettered(STARTING.after(Sample.failed(1)))).isFalse();
        assertThat(deadLettered(after(STARTING, Sample.failed(1), aside, Sample.failed(1), Sample.started(1, 2))))
                .isTrue();
        assertThat(deadLettered(JobState.of(new JobManifest(
                        Sample.job(1),
                        new JobEvent.Failed(
                                Sample.id(1), Sample.ENDED_AT, new Failure("step-failed", "It failed alone."))))))
                .isTrue();
        assertThat(after(STARTING, Sample.completed(1), aside)).isInstanceOf(JobState.Succeeded.class);
    }

    private static boolean deadLettered(JobState state) {
        return ((JobState.Failed) state).deadLettered();
    }

    @Test
    void aManifestTellsTheEnd() {
        assertThat(JobState.of(new JobManifest(Sample.job(1), Sample.failed(1))))
                .isInstanceOf(JobState.Failed.class);
    }

    private static JobState after(JobState state, JobEvent... events) {
        JobState current = state;
        for (JobEvent event : events) {
            current = current.after(event);
        }
        return current;
    }
}
