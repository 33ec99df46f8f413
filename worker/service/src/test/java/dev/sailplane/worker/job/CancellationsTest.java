package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.JobId;
import org.junit.jupiter.api.Test;

final class CancellationsTest {
    private final Cancellations cancellations = new Cancellations();

    @Test
    void ringsForTheJobThatIsWatchedAlone() {
        try (Cancellations.Watch watch = cancellations.watch(TestJobs.ID)) {
            cancellations.hear(job(2));
            assertThat(watch.bell()).isNotDone();

            cancellations.hear(TestJobs.ID);
            assertThat(watch.bell()).isDone();
        }
    }

    @Test
    void remembersWhatItHeardBeforeAnybodyWatched() {
        cancellations.hear(TestJobs.ID);

        try (Cancellations.Watch watch = cancellations.watch(TestJobs.ID)) {
            assertThat(watch.bell()).isDone();
        }
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int index = 0; index <= Cancellations.REMEMBERED; index++) {
            cancellations.hear(job(index));
        }

        assertThat(heard(job(0))).isFalse();
        assertThat(heard(job(1))).isTrue();
    }

    private boolean heard(JobId job) {
        try (Cancellations.Watch watch = cancellations.watch(job)) {
            return watch.bell().isDone();
        }
    }

    private static JobId job(int index) {
        return new JobId("01jd1%021d".formatted(index));
    }
}
