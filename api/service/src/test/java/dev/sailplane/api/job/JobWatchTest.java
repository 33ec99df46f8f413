package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.fleet.WorkLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobWatchTest {
    private final JobView view = new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), Clock.systemUTC());

    @Test
    void aReaderThatJoinsLateIsToldWhatItMissedThenWhatComes() throws InterruptedException {
        view.apply(Sample.accepted(1));
        view.apply(Sample.started(1, 1), 5);
        view.apply(Sample.progress(1, 1, "base", 1), 6);
        try (JobWatch watch = JobWatch.after(view, Sample.id(1), 5)) {
            view.apply(Sample.progress(1, 1, "base", 2), 8);
            assertThat(positions(watch)).containsExactly(6L, 8L);
        }
    }

    @Test
    void aTopicThatIsReadAnewTellsNothingTwice() throws InterruptedException {
        view.apply(Sample.accepted(1));
        try (JobWatch watch = JobWatch.after(view, Sample.id(1), -1)) {
            view.apply(Sample.started(1, 1), 5);
            view.apply(Sample.progress(1, 1, "base", 1), 6);
            view.apply(Sample.started(1, 1), 5);
            view.apply(Sample.progress(1, 1, "base", 1), 6);
            assertThat(positions(watch)).containsExactly(5L, 6L);
        }
    }

    @Test
    void theEndIsWaitedFor() throws InterruptedException {
        view.apply(Sample.accepted(1));
        Thread worker = Thread.ofVirtual().start(() -> {
            view.apply(Sample.started(1, 1), 1);
            view.apply(Sample.completed(1), 2);
        });
        try (JobWatch watch = JobWatch.after(view, Sample.id(1), -1)) {
            assertThat(watch.end(Duration.ofSeconds(10)))
                    .hasValueSatisfying(state -> assertThat(state).isInstanceOf(JobState.Succeeded.class));
        }
        worker.join();
    }

    @Test
    void anEndThatDoesNotComeIsNotWaitedForLonger() throws InterruptedException {
        view.apply(Sample.accepted(1));
        try (JobWatch watch = JobWatch.after(view, Sample.id(1), -1)) {
            assertThat(watch.end(Duration.ofMillis(20)))
                    .hasValueSatisfying(state -> assertThat(state.ended()).isFalse());
        }
    }

    @Test
    void aReaderThatNeverReadsHoldsUpNobody() throws InterruptedException {
        view.apply(Sample.accepted(1));
        try (JobWatch watch = JobWatch.after(view, Sample.id(1), -1)) {
            for (int position = 0; position < 5_000; position++) {
                view.apply(Sample.progress(1, 1, "base", position % 20), position);
            }
            view.apply(Sample.completed(1), 5_000);
            assertThat(watch.end(Duration.ofSeconds(1)))
                    .hasValueSatisfying(state -> assertThat(state.ended()).isTrue());
        }
    }

    private static List<Long> positions(JobWatch watch) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        Optional<JobUpdate> update = watch.next(Duration.ZERO);
        while (update.isPresent()) {
            positions.add(update.get().position());
            update = watch.next(Duration.ZERO);
        }
        return positions;
    }
}
