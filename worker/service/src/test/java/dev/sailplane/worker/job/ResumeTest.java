package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a later attempt makes of an earlier one's work, and what stops the earlier one. */
@Timeout(60)
final class ResumeTest {
    private static final Job JOB = TestJobs.job(TestJobs.inSteps(100));

    private final FakeImageEngine engine = new FakeImageEngine();
    private final TestWorker fakes = new TestWorker();
    private final FakeCheckpointStore checkpoints = fakes.checkpoints;

    @Test
    void goesOnFromWhereAnEarlierAttemptWas() throws Exception {
        leave(60, 1);

        assertThat(handle(JOB, 2)).isEqualTo(Settlement.ACCEPT);

        assertThat(engine.stepsDone).hasValue(40);
        assertThat(fakes.events.of(JobEvent.Started.class).getFirst().resumedSteps())
                .isEqualTo(60);
        assertThat(fakes.events.told.getLast()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void chargesTheDeviceTimeOfAllAttempts() throws Exception {
        leave(60, 1);

        handle(JOB, 2);

        assertThat(fakes.events
                        .of(JobEvent.Completed.class)
                        .getFirst()
                        .completion()
                        .deviceSeconds())
                .isEqualTo(6 + 1.5);
    }

    @Test
    void forgetsTheCheckpointOnceTheJobHasEnded() throws Exception {
        leave(60, 1);

        handle(JOB, 2);

        assertThat(checkpoints.checkpoints).isEmpty();
    }

    @Test
    void forgetsTheCheckpointOfAJobThatHadEndedBefore() throws Exception {
        leave(60, 1);
        fakes.images.conclude(new JobManifest(JOB, new JobEvent.Canceled(JOB.id(), Instant.EPOCH)));

        handle(JOB, 2);

        assertThat(checkpoints.checkpoints).isEmpty();
        assertThat(engine.orders).isEmpty();
    }

    @Test
    void acceptsThoughTheCheckpointCannotBeForgotten() throws Exception {
        leave(60, 1);
        checkpoints.forgetting = Optional.of(new StoreUnavailableException(new IOException("on purpose")));

        assertThat(handle(JOB, 2)).isEqualTo(Settlement.ACCEPT);
    }

    @Test
    void startsAnewWhenTheCheckpointIsDamaged() throws Exception {
        leave(60, 1);
        checkpoints.damage(JOB.id());
        fakes.rule = new CheckpointRule(Duration.ZERO, 10);

        assertThat(handle(JOB, 2)).isEqualTo(Settlement.ACCEPT);

        assertThat(engine.stepsDone).hasValue(100);
        assertThat(fakes.events.of(JobEvent.Started.class).getFirst().resumedSteps())
                .isZero();
        assertThat(checkpoints.damaged()).isEqualTo(1);
    }

    @Test
    void savesWhileItDrawsAndGoesOnThereAfterAFailure() throws Exception {
        fakes.rule = new CheckpointRule(Duration.ZERO, 10);
        engine.pace = Duration.ofMillis(1);
        engine.failsAfter = 50;

        assertThat(handle(JOB, 1)).isEqualTo(Settlement.RELEASE);
        int saved = checkpoints.saved.getLast().steps();
        assertThat(saved).isBetween(10, 50);

        engine.failsAfter = Integer.MAX_VALUE;
        assertThat(handle(JOB, 2)).isEqualTo(Settlement.ACCEPT);
        assertThat(engine.stepsDone).hasValue(50 + 100 - saved);
    }

    @Test
    void asksForNothingButTheCheckpointOfAShortJob() throws Exception {
        handle(JOB, 1);

        assertThat(checkpoints.requests).hasValue(1);
    }

    @Test
    void asksForLastWordAndCheckpointAtOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        fakes.images.whenAsked = () -> meet(both);
        checkpoints.whenRead = () -> meet(both);

        assertThat(handle(JOB, 1)).isEqualTo(Settlement.ACCEPT);
    }

    @Test
    void shutsTheAttemptBeforeOutBeforeItDraws() throws Exception {
        leave(60, 1);
        engine.pace = Duration.ofMillis(5);

        FutureTask<Settlement> second = start(JOB, 2);
        await().until(() -> engine.stepsDone.get() > 0);

        assertThat(checkpoints.mark(JOB.id()).orElseThrow().attempt()).isEqualTo(2);
        assertThat(second.get()).isEqualTo(Settlement.ACCEPT);
    }

    @Test
    void stopsWithinAStepAndTellsNothingWhenALaterAttemptHasTakenOver() throws Exception {
        fakes.rule = new CheckpointRule(Duration.ZERO, 1);
        engine.pace = Duration.ofMillis(20);
        FutureTask<Settlement> first = start(JOB, 1);
        await().until(() -> !checkpoints.saved.isEmpty());

        leave(5, 2);

        assertThat(first.get()).isEqualTo(Settlement.RELEASE);
        assertThat(engine.stepsDone).hasValueLessThan(50);
        nothingWasEnded();
    }

    @Test
    void doesNotSpeakTheLastWordWhenALaterAttemptHasTakenOver() throws Exception {
        leave(98, 1);
        engine.pace = Duration.ofMillis(200);
        FutureTask<Settlement> second = start(JOB, 2);
        await().until(() -> engine.stepsDone.get() > 0);

        leave(98, 3);

        assertThat(second.get()).isEqualTo(Settlement.RELEASE);
        nothingWasEnded();
    }

    @Test
    void leavesTheJobToALaterAttemptThatWasHereBefore() throws Exception {
        leave(60, 3);

        assertThat(handle(JOB, 2)).isEqualTo(Settlement.RELEASE);

        assertThat(engine.orders).isEmpty();
        nothingWasEnded();
    }

    @Test
    void keepsStepsAndHandsThemToABranch() throws Exception {
        Job parent = TestJobs.job(TestJobs.keeping(4, Set.of(2)));
        handle(parent, 1);
        Job branch = TestJobs.job(
                new JobId("01jd0000000000000000000002"),
                TestJobs.branch(new GenerationInput.Branch(parent.id(), parent.input(), 2)));

        handle(branch, 1);

        ImageOrder.Start start = engine.orders.getLast().branch().orElseThrow();
        assertThat(start.step()).isEqualTo(2);
        assertThat(start.prefix().input()).isEqualTo(parent.input());
        assertThat(start.state()).get().isEqualTo(FakeImageEngine.state(2));
    }

    @Test
    void letsTheEngineDrawTheFirstStepsOfABranchWhenTheyWereNotKept() throws Exception {
        GenerationInput prefix = TestJobs.inSteps(4);

        handle(TestJobs.job(TestJobs.branch(new GenerationInput.Branch(JOB.id(), prefix, 2))), 1);

        assertThat(engine.orders.getLast().branch().orElseThrow().state()).isEmpty();
    }

    @Test
    void tellsTheEngineWhoseOrderItIs() throws Exception {
        Job job = TestJobs.withDeadline(JOB, Instant.now().plusSeconds(600));

        handle(job, 1);

        ImageOrder order = engine.orders.getFirst();
        assertThat(order.tenant()).isEqualTo("default");
        assertThat(order.priority()).isEqualTo(job.priority());
        assertThat(order.deadline()).isEqualTo(job.deadline());
    }

    private void nothingWasEnded() {
        assertThat(fakes.images.manifests).isEmpty();
        assertThat(fakes.images.objects.keySet()).noneMatch(key -> key.contains("manifest"));
        assertThat(fakes.events.of(JobEvent.Completed.class)).isEmpty();
        assertThat(fakes.events.of(JobEvent.Output.class)).isEmpty();
        assertThat(fakes.events.of(JobEvent.Failed.class)).isEmpty();
        assertThat(checkpoints.checkpoints).isNotEmpty();
    }

    private void leave(int steps, int attempt) {
        checkpoints.leave(
                JOB.id(),
                new Checkpoint(FakeImageEngine.state(steps), steps, attempt, attempt, Duration.ofMillis(100L * steps)));
    }

    private Settlement handle(Job job, int attempt) throws InterruptedException {
        return fakes.with(engine).handle(TestJobs.delivery(job, attempt));
    }

    private FutureTask<Settlement> start(Job job, int attempt) {
        FutureTask<Settlement> settlement = new FutureTask<>(() -> handle(job, attempt));
        Thread.ofVirtual().start(settlement);
        return settlement;
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("one request waited for the other", alone);
        }
    }
}
