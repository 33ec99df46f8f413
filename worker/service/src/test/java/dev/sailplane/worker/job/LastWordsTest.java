package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which jobs a worker counts as ended, and when. */
@Timeout(60)
final class LastWordsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
    private static final JobEvent CANCELED = new JobEvent.Canceled(TestJobs.ID, NOW);
    private static final JobEvent FAILED = new JobEvent.Failed(TestJobs.ID, NOW, new Failure("model-unknown", "x/y"));

    private final FakeImageEngine engine = new FakeImageEngine();
    private final TestWorker fakes = new TestWorker();
    private final List<JobEvent> counted = fakes.ended.counted;
    private final JobWorker worker = fakes.with(engine);

    @Test
    void countsAJobOnceHoweverOftenItIsDealtOut() throws Exception {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(handle(attempt)).isEqualTo(Settlement.ACCEPT);
        }

        assertThat(fakes.events.of(JobEvent.Completed.class)).hasSize(3);
        assertThat(counted).singleElement().isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void countsAJobThatFails() throws Exception {
        engine.failure = Optional.of(new PermanentFailureException("model-unknown", "there is no model x/y"));

        handle(1);

        assertThat(counted).singleElement().isInstanceOf(JobEvent.Failed.class);
    }

    @Test
    void countsAJobOnceThatIsPutAside() throws Exception {
        engine.failure = Optional.of(new PermanentFailureException(JobWorker.STEP_FAILED, "step 3 fails alone"));

        assertThat(handle(1)).isEqualTo(Settlement.REJECT);
        assertThat(handle(2)).isEqualTo(Settlement.REJECT);

        assertThat(counted).singleElement().isInstanceOf(JobEvent.Failed.class);
    }

    @Test
    void countsAJobThatIsPutAsideWithoutAStore() throws Exception {
        fakes.images.failures.set(Integer.MAX_VALUE);
        RawMessage worn = TestJobs.delivery(TestJobs.job(), 5).message().with(Delivery.REQUEUED, "1000");

        assertThat(worker.handle(new Delivery(worn, 3))).isEqualTo(Settlement.REJECT);

        assertThat(counted).singleElement().isInstanceOf(JobEvent.Failed.class);
    }

    @Test
    void countsAJobThatTheApiCanceledWhileItWasDrawn() throws Exception {
        fakes.images.rival = Optional.of(new JobManifest(TestJobs.job(), CANCELED));

        handle(1);
        handle(2);

        assertThat(counted).containsExactly(CANCELED);
    }

    @Test
    void countsNoJobThatTheApiCanceledInTheQueue() throws Exception {
        fakes.images.manifests.put(TestJobs.ID, new JobManifest(TestJobs.job(), CANCELED));

        assertThat(handle(1)).isEqualTo(Settlement.ACCEPT);

        assertThat(counted).isEmpty();
    }

    @Test
    void countsAnEndOnlyWhenTheBrokerHasIt() throws Exception {
        fakes.events.down = true;
        assertThat(handle(1)).isEqualTo(Settlement.RELEASE);
        assertThat(handle(2)).isEqualTo(Settlement.RELEASE);
        assertThat(fakes.images.manifests).containsKey(TestJobs.ID);
        assertThat(counted).isEmpty();

        fakes.events.down = false;
        assertThat(handle(3)).isEqualTo(Settlement.ACCEPT);
        assertThat(handle(4)).isEqualTo(Settlement.ACCEPT);

        assertThat(counted).singleElement().isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void countsNoEndOfAnotherWorker() throws Exception {
        fakes.images.rival = Optional.of(new JobManifest(TestJobs.job(), FAILED));

        assertThat(handle(1)).isEqualTo(Settlement.ACCEPT);

        assertThat(fakes.events.told.getLast()).isEqualTo(FAILED);
        assertThat(counted).isEmpty();
    }

    @Test
    void countsNoEndThatItPublishesForAnotherWorker() throws Exception {
        handle(1);
        TestWorker next = fakes.next();

        assertThat(next.with(engine).handle(TestJobs.delivery(TestJobs.job(), 2)))
                .isEqualTo(Settlement.ACCEPT);

        assertThat(next.events.of(JobEvent.Completed.class)).hasSize(1);
        assertThat(next.ended.counted).isEmpty();
    }

    @Test
    void countsNoJobThatGoesOnAsANewMessage() throws Exception {
        RawMessage message = TestJobs.delivery(TestJobs.job(), 1).message();

        assertThat(worker.handle(new Delivery(message, 3))).isEqualTo(Settlement.ACCEPT);

        assertThat(fakes.queue.messages).hasSize(1);
        assertThat(counted).isEmpty();
    }

    @Test
    void countsNoJobThatIsLeftToTheNextAttempt() throws Exception {
        engine.failures.set(1);

        assertThat(handle(1)).isEqualTo(Settlement.RELEASE);

        assertThat(counted).isEmpty();
    }

    @Test
    void countsNoJobThatADrainHandsOver() throws Exception {
        engine.pace = Duration.ofMillis(5);
        Delivery delivery = TestJobs.delivery(TestJobs.job(TestJobs.inSteps(100_000)), 1);
        FutureTask<Settlement> settlement = new FutureTask<>(() -> worker.handle(delivery));
        Thread.ofVirtual().start(settlement);
        await().until(() -> engine.stepsDone.get() > 0);

        fakes.drain.begin();

        assertThatThrownBy(settlement::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(counted).isEmpty();
    }

    @Test
    void countsNoMessageThatAsksForNothing() throws Exception {
        RawMessage garbage = new RawMessage(new byte[] {9}, "{oops".getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(worker.handle(new Delivery(garbage, 1))).isEqualTo(Settlement.REJECT);

        assertThat(counted).isEmpty();
    }

    private Settlement handle(int attempt) throws InterruptedException {
        return worker.handle(TestJobs.delivery(TestJobs.job(), attempt));
    }
}
