package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker that stops leaves to the next one. */
@Timeout(60)
final class DrainTest {
    private static final Job JOB = TestJobs.job(TestJobs.inSteps(200));

    private final FakeImageEngine engine = new FakeImageEngine();
    private final TestWorker fakes = new TestWorker();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void savesWhatIsDoneAndLeavesItToTheNextWorker() throws Exception {
        fakes.drain.begin();
        interruptInTheMiddle();

        int saved = fakes.checkpoints.saved.getLast().steps();
        assertThat(saved).isBetween(3, 199);
        assertThat(fakes.images.manifests).isEmpty();
        assertThat(fakes.events.told.getLast()).isInstanceOf(JobEvent.Progress.class);

        int before = engine.stepsDone.get();
        engine.pace = Duration.ZERO;
        assertThat(fakes.with(engine).handle(TestJobs.delivery(JOB, 2))).isEqualTo(Settlement.ACCEPT);
        assertThat(engine.stepsDone.get() - before).isEqualTo(200 - saved);
    }

    @Test
    void savesNothingWhenTheLeaseIsLost() throws Exception {
        interruptInTheMiddle();

        assertThat(fakes.checkpoints.savesBegun).hasValue(0);
    }

    @Test
    void countsTheTimeFromItsBeginning() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Drain drain = new Drain(Duration.ofSeconds(10), now::get);
        assertThat(drain.begun()).isFalse();

        drain.begin();
        now.set(Instant.EPOCH.plusSeconds(4));
        drain.begin();

        assertThat(drain.begun()).isTrue();
        assertThat(drain.left()).isEqualTo(Duration.ofSeconds(6));
        now.set(Instant.EPOCH.plusSeconds(40));
        assertThat(drain.left()).isZero();
    }

    private void interruptInTheMiddle() throws Exception {
        engine.pace = Duration.ofMillis(5);
        FutureTask<Settlement> settlement =
                new FutureTask<>(() -> fakes.with(engine).handle(TestJobs.delivery(JOB, 1)));
        Thread handler = Thread.ofVirtual().start(settlement);
        await().until(() -> engine.stepsDone.get() > 3);

        handler.interrupt();

        assertThatThrownBy(settlement::get).hasCauseInstanceOf(InterruptedException.class);
    }
}
