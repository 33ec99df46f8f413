package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stops a job, and what is left of it then. */
@Timeout(60)
final class CancelTest {
    private static final Instant CANCELED = Instant.parse("2026-01-01T00:00:30Z");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int RACES = 400;

    private final FakeImageEngine engine = new FakeImageEngine(100_000);
    private final TestWorker fakes = new TestWorker();
    private final FakeImageStore store = fakes.images;
    private final FakeJobEvents events = fakes.events;
    private final Cancellations cancellations = new Cancellations();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void stopsAJobInTheMiddleOfItsDrawing() throws Exception {
        engine.pace = Duration.ofMillis(5);
        FutureTask<Settlement> settlement = start(TestJobs.job());
        await().atMost(SOON).until(() -> engine.stepsDone.get() > 3);

        int stepsBefore = engine.stepsDone.get();
        cancel(TestJobs.job());

        assertThat(settlement.get()).isEqualTo(Settlement.ACCEPT);
        assertThat(engine.stepsDone.get() - stepsBefore).isLessThan(20);
        assertThat(events.told.getLast()).isEqualTo(canceled());
        nothingIsLeft();
    }

    @Test
    void drawsTheNextJobAfterACanceledOne() throws Exception {
        engine.pace = Duration.ofMillis(1);
        FutureTask<Settlement> settlement = start(TestJobs.job());
        await().atMost(SOON).until(() -> engine.stepsDone.get() > 3);
        cancel(TestJobs.job());
        settlement.get();
        Job next = TestJobs.job(new JobId("01jd0000000000000000000002"), TestJobs.shortest());

        assertThat(start(next).get()).isEqualTo(Settlement.ACCEPT);

        assertThat(events.told.getLast()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void doesNotDrawAJobThatWasCanceledInTheQueue() throws Exception {
        cancel(TestJobs.job());

        assertThat(start(TestJobs.job()).get()).isEqualTo(Settlement.ACCEPT);

        assertThat(engine.orders).isEmpty();
        assertThat(events.told).containsOnly(canceled());
    }

    @Test
    void speaksTheLastWordItselfWhenNobodyDid() throws Exception {
        cancellations.hear(TestJobs.ID);

        assertThat(start(TestJobs.job()).get()).isEqualTo(Settlement.ACCEPT);

        assertThat(engine.orders).isEmpty();
        assertThat(store.lastWord(TestJobs.ID).orElseThrow().outcome())
                .isInstanceOf(JobEvent.Canceled.class)
                .isEqualTo(events.told.getLast());
    }

    @Test
    void stopsAtTheDeadline() throws Exception {
        engine.pace = Duration.ofMillis(5);
        Instant deadline = Instant.now().plusMillis(200);

        assertThat(start(TestJobs.withDeadline(TestJobs.job(), deadline)).get()).isEqualTo(Settlement.ACCEPT);

        assertThat(Instant.now()).isBetween(deadline, deadline.plusSeconds(5));
        assertThat(engine.stepsDone).hasPositiveValue();
        assertThat(events.told.getLast()).isEqualTo(new JobEvent.Canceled(TestJobs.ID, deadline));
        nothingIsLeft();
    }

    @Test
    void doesNotDrawAJobPastItsDeadline() throws Exception {
        start(TestJobs.withDeadline(TestJobs.job(), CANCELED)).get();

        assertThat(engine.orders).isEmpty();
        assertThat(events.told).containsExactly(canceled());
    }

    @Test
    void mindsNoDeadlineBeyondAllTime() throws Exception {
        Job job = TestJobs.withDeadline(TestJobs.job(), Instant.MAX);

        worker(cancellations, new FakeImageEngine(1)).handle(TestJobs.delivery(job, 1));

        assertThat(events.told.getLast()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void stopsWaitingForAnAbsentStore() throws Exception {
        FakeImageStore absent = new FakeImageStore();
        JobDrawing drawing = new JobDrawing(
                new FakeImageEngine(1),
                new JobFiles(
                        new PatientImageStore(
                                absent,
                                new Patience(Duration.ofHours(1), Duration.ofMillis(5), InstantSource.system())),
                        fakes.checkpoints,
                        Patience.NONE),
                CheckpointRule.OFF,
                fakes.drain,
                new Reporter(events, InstantSource.system(), "worker-1"));
        absent.failures.set(Integer.MAX_VALUE);
        FutureTask<JobEvent> outcome =
                new FutureTask<>(() -> new StoppableDrawing(drawing, cancellations, fakes.drain, InstantSource.system())
                        .outcome(firstAttempt()));
        Thread.ofVirtual().start(outcome);
        await().atMost(SOON).until(() -> absent.failures.get() < Integer.MAX_VALUE - 2);

        cancellations.hear(TestJobs.ID);

        assertThat(outcome.get()).isInstanceOf(JobEvent.Canceled.class);
    }

    @Test
    void leavesTheJobToAnotherWhenItsLeaseIsLost() throws Exception {
        engine.pace = Duration.ofMillis(5);
        FutureTask<Settlement> settlement =
                new FutureTask<>(() -> worker(cancellations, engine).handle(TestJobs.delivery(TestJobs.job(), 1)));
        Thread thread = Thread.ofVirtual().start(settlement);
        await().atMost(SOON).until(() -> engine.stepsDone.get() > 3);

        thread.interrupt();

        assertThatThrownBy(settlement::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(store.manifests).isEmpty();
        assertThat(events.of(JobEvent.Canceled.class)).isEmpty();
    }

    @Test
    void keepsACanceledJobsOutcomeWhenItsPicturesCannotBeDeleted() throws Exception {
        store.manifests.put(TestJobs.ID, new JobManifest(TestJobs.job(), canceled()));
        store.forgetting = Optional.of(new StoreUnavailableException(new IllegalStateException("on purpose")));

        assertThat(start(TestJobs.job()).get()).isEqualTo(Settlement.ACCEPT);
    }

    @Test
    void showsPreviewsWhileItDrawsAndDeletesThemWhenCanceled() throws Exception {
        engine.pace = Duration.ofMillis(5);
        Job job = TestJobs.job(TestJobs.delivered(new OutputOptions(OutputFormat.PNG, 90, true)));
        FutureTask<Settlement> settlement = start(job);
        await().atMost(SOON).until(() -> !events.of(JobEvent.Preview.class).isEmpty());

        cancel(job);

        assertThat(settlement.get()).isEqualTo(Settlement.ACCEPT);
        assertThat(events.told.getLast()).isEqualTo(canceled());
        nothingIsLeft();
    }

    @Test
    void endsInOneWayWheneverItIsCanceled() throws Exception {
        Random random = new Random(1);
        int completed = 0;
        for (int race = 0; race < RACES; race++) {
            store.manifests.clear();
            store.objects.clear();
            events.told.clear();
            completed += race(random.nextInt(3_000)) ? 1 : 0;
        }
        assertThat(completed).as("of both kinds there were some").isBetween(1, RACES - 1);
    }

    /** Whether the job was completed. */
    private boolean race(int microseconds) throws Exception {
        Cancellations heard = new Cancellations();
        FakeImageEngine quick = new FakeImageEngine(10);
        quick.pace = Duration.ofNanos(50_000);
        FutureTask<Settlement> settlement =
                new FutureTask<>(() -> worker(heard, quick).handle(TestJobs.delivery(TestJobs.job(), 1)));
        Thread.ofVirtual().start(settlement);
        Thread.sleep(Duration.ofNanos(1_000L * microseconds));
        cancel(TestJobs.job(), heard);
        assertThat(settlement.get()).isEqualTo(Settlement.ACCEPT);

        boolean completed = store.lastWord(TestJobs.ID).orElseThrow().outcome() instanceof JobEvent.Completed;
        if (completed) {
            assertThat(events.of(JobEvent.Canceled.class)).isEmpty();
            assertThat(events.of(JobEvent.Output.class)).hasSize(1);
            assertThat(events.of(JobEvent.Completed.class)).hasSize(1);
            assertThat(store.objects).hasSize(1);
        } else {
            assertThat(events.of(JobEvent.Canceled.class)).isNotEmpty().containsOnly(canceled());
            nothingIsLeft();
        }
        return completed;
    }

    private void nothingIsLeft() {
        assertThat(events.of(JobEvent.Output.class)).isEmpty();
        assertThat(events.of(JobEvent.Completed.class)).isEmpty();
        assertThat(store.objects).isEmpty();
    }

    private FutureTask<Settlement> start(Job job) {
        FutureTask<Settlement> settlement =
                new FutureTask<>(() -> worker(cancellations, engine).handle(TestJobs.delivery(job, 1)));
        Thread.ofVirtual().start(settlement);
        return settlement;
    }

    private void cancel(Job job) {
        cancel(job, cancellations);
    }

    /** As the API does it: the bucket decides, then all are told. */
    private void cancel(Job job, Cancellations heard) {
        JobManifest wish = new JobManifest(job, canceled());
        if (store.conclude(wish).equals(wish)) {
            events.publish(canceled());
            heard.hear(job.id());
        }
    }

    private static JobEvent.Canceled canceled() {
        return new JobEvent.Canceled(TestJobs.ID, CANCELED);
    }

    private JobWorker worker(Cancellations heard, ImageEngine drawer) {
        return fakes.with(drawer, heard);
    }

    private Attempt firstAttempt() {
        return new Attempt(
                TestJobs.job(), 1, new Fence(fakes.checkpoints, Patience.NONE, TestJobs.ID, 1, Optional.empty()));
    }
}
