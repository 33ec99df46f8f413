package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.ObjectKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PreviewTellerTest {
    private final FakeImageStore store = new FakeImageStore();
    private final FakeJobEvents events = new FakeJobEvents();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final PreviewTeller teller = new PreviewTeller(TestJobs.ID, 1, store, events, now::get);

    @Test
    void storesFirstAndTellsThen() {
        teller.step(step(3));

        await().until(() -> previews().size() == 2);
        assertThat(previews())
                .containsExactly(
                        new JobEvent.Preview(TestJobs.ID, 1, 0, "base", 3, ObjectKeys.preview(TestJobs.ID, 0)),
                        new JobEvent.Preview(TestJobs.ID, 1, 1, "base", 3, ObjectKeys.preview(TestJobs.ID, 1)));
        assertThat(store.objects)
                .containsOnlyKeys(
                        previews().stream().map(JobEvent.Preview::objectKey).toList());
    }

    @Test
    void tellsTwiceASecondAtMost() {
        for (int step = 1; step <= 10; step++) {
            teller.step(step(step));
            int expected = step <= 5 ? 2 : 4;
            await().until(() -> previews().size() == expected);
            now.updateAndGet(instant -> instant.plusMillis(100));
        }

        assertThat(previews()).extracting(JobEvent.Preview::step).containsExactly(1, 1, 6, 6);
    }

    @Test
    void leavesOutWhatComesWhileTheStoreIsSlow() {
        store.previewPace = Duration.ofMinutes(1);
        teller.step(step(1));
        await().until(() -> store.previewsBegun.get() == 1);
        now.updateAndGet(instant -> instant.plusSeconds(10));
        store.previewPace = Duration.ZERO;

        teller.step(step(2)); // returns at once, though the first is under way
        teller.close();

        assertThat(previews()).isEmpty();
        assertThat(store.objects).isEmpty();
    }

    @Test
    void leavesOutWhatTheStoreDoesNotTake() {
        store.failures.set(1);
        teller.step(step(1));
        await().until(() -> store.failures.get() == 0);
        now.updateAndGet(instant -> instant.plusSeconds(1));
        await().untilAsserted(() -> {
            teller.step(step(2));
            assertThat(previews()).isNotEmpty();
        });

        assertThat(previews()).extracting(JobEvent.Preview::step).containsOnly(2);
    }

    @Test
    void tellsNothingOfTheFinishedPictures() {
        teller.step(step(10));
        teller.close();

        assertThat(store.previewsKept).hasValue(0);
    }

    private List<JobEvent.Preview> previews() {
        return events.of(JobEvent.Preview.class);
    }

    private static EngineStep step(int step) {
        return new EngineStep(
                "base",
                step,
                10,
                step / 10.0,
                Map.of(),
                () -> List.of(new byte[] {(byte) step}, new byte[] {0}),
                WorkInProgress.NONE);
    }
}
