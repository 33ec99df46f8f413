package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker that stops leaves to the next one. */
@Timeout(60)
final class DrainTest {
    private static final Job JOB = TestJobs.job(TestJobs.inSteps(200));

    private final FakeImageEngine engine = new FakeImageEngine();
    private final TestWorker fakes = new TestWorker();

    @Test
    void savesWhatIsDoneAndLeavesItToTheNextWorker() throws Exception {
        engine.pace = Duration.ofMillis(5);
        FutureTask<Settlement> settlement = start(JOB);
        await().until(() -> engine.stepsDone.get() > 3);

        fakes.drain.begin();

        assertThatThrownBy(settlement::get).hasCauseInstanceOf(InterruptedException.class);
        int saved = fakes.checkpoints.saved.getLast().steps();
        assertThat(saved).isBetween(3, 199);
        assertThat(fakes.images.manifests).isEmpty();
        assertThat(fakes.events.told.getLast()).isInstanceOf(JobEvent.Progress.class);

        int before = engine.stepsDone.get();
        engine.pace = Duration.ZERO;
        assertThat(fakes.next().with(engine).handle(TestJobs.delivery(JOB, 2))).isEqualTo(Settlement.ACCEPT);
        assertThat(engine.stepsDone.get() - before).isEqualTo(200 - saved);
    }

    @Test
    void letsAJobEndThatIsAlmostDone() throws Exception {
        engine.pace = Duration.ofMillis(20);
        FutureTask<Settlement> settlement = start(TestJobs.job(TestJobs.inSteps(2)));
        await().until(() -> engine.stepsDone.get() > 0);

        fakes.drain.begin();

        assertThat(settlement.get()).isEqualTo(Settlement.ACCEPT);
        assertThat(fakes.events.told.getLast()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void givesAllJobsUpAtOnce() throws Exception {
        engine.pace = Duration.ofMillis(5);
        fakes.checkpoints.savePace = Duration.ofMillis(500);
        List<FutureTask<Settlement>> settlements = IntStream.rangeClosed(1, 20)
                .mapToObj(index ->
                        start(TestJobs.job(new JobId("01jd1%021d".formatted(index)), TestJobs.inSteps(100_000))))
                .toList();
        await().until(() -> fakes.events.of(JobEvent.Progress.class).stream()
                        .map(JobEvent.Progress::jobId)
                        .distinct()
                        .count()
                == 20);
        Instant begun = Instant.now();

        fakes.drain.begin();
        for (FutureTask<Settlement> settlement : settlements) {
            assertThatThrownBy(settlement::get).hasCauseInstanceOf(InterruptedException.class);
        }

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(fakes.checkpoints.checkpoints).hasSize(20);
    }

    @Test
    void savesNothingWhenTheLeaseIsLost() throws Exception {
        engine.pace = Duration.ofMillis(5);
        FutureTask<Settlement> settlement = task(JOB);
        Thread handler = Thread.ofVirtual().start(settlement);
        await().until(() -> engine.stepsDone.get() > 3);

        handler.interrupt();

        assertThatThrownBy(settlement::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(fakes.checkpoints.savesBegun).hasValue(0);
    }

    @Test
    void countsTheTimeFromItsBeginning() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Drain drain = new Drain(Duration.ofSeconds(10), Duration.ZERO, now::get);
        assertThat(drain.begun()).isFalse();

        drain.begin();
        now.set(Instant.EPOCH.plusSeconds(4));
        drain.begin();

        assertThat(drain.begun()).isTrue();
        assertThat(drain.left()).isEqualTo(Duration.ofSeconds(6));
        now.set(Instant.EPOCH.plusSeconds(40));
        assertThat(drain.left()).isZero();
    }

    private FutureTask<Settlement> start(Job job) {
        FutureTask<Settlement> settlement = task(job);
        Thread.ofVirtual().start(settlement);
        return settlement;
    }

    private FutureTask<Settlement> task(Job job) {
        return new FutureTask<>(() -> fakes.with(engine).handle(TestJobs.delivery(job, 1)));
    }
}
