package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class PatientImageStoreTest {
    private final FakeImageStore store = new FakeImageStore();

    @Test
    void waitsForTheStore() throws Exception {
        store.failures.set(3);

        assertThat(patient(Duration.ofMinutes(1)).lastWord(TestJobs.ID)).isEmpty();

        assertThat(store.failures).hasValue(0);
    }

    @Test
    void losesPatience() {
        store.failures.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> patient(Duration.ofMillis(20)).lastWord(TestJobs.ID))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void doesNotAskAgainForWhatIsNotThere() {
        assertThatThrownBy(() -> patient(Duration.ofMinutes(1)).source("jobs/x/input/image.png"))
                .isInstanceOf(PermanentFailureException.class);
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        store.failures.set(Integer.MAX_VALUE);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> patient(Duration.ofMinutes(1)).lastWord(TestJobs.ID))
                .isInstanceOf(InterruptedException.class);
    }

    private ImageStore patient(Duration patience) {
        return new PatientImageStore(store, new Patience(patience, Duration.ofMillis(5), InstantSource.system()));
    }
}
