package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobWorkerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    private final FakeImageEngine engine = new FakeImageEngine();
    private final TestWorker fakes = new TestWorker();
    private final FakeImageStore store = fakes.images;
    private final FakeJobEvents events = fakes.events;
    private final FakeDeadLetters deadLetters = fakes.deadLetters;
    private final JobWorker worker = fakes.with(engine);

    @Test
    void drawsStoresTellsAndAccepts() throws Exception {
        assertThat(handle(TestJobs.job(TestJobs.input(2, Optional.empty())), 1)).isEqualTo(Settlement.ACCEPT);

        assertThat(store.objects)
                .containsOnlyKeys(
                        ObjectKeys.output(TestJobs.ID, 0, OutputFormat.PNG),
                        ObjectKeys.output(TestJobs.ID, 1, OutputFormat.PNG));
        assertThat(events.told)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Started", "Progress", "Progress", "Output", "Output", "Completed");
        JobEvent.Completion completion =
                events.of(JobEvent.Completed.class).getFirst().completion();
        assertThat(completion.outputs()).hasSize(2);
        assertThat(completion.deviceSeconds()).isEqualTo(1.5);
        assertThat(completion.attempt()).isEqualTo(1);
    }

    @Test
    void speaksTheLastWordBeforeItIsPublished() throws Exception {
        events.down = true;

        assertThat(handle(TestJobs.job(), 1)).isEqualTo(Settlement.RELEASE);

        assertThat(store.lastWord(TestJobs.ID).orElseThrow().outcome()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void publishesTheResultOfAnEarlierDeliveryWithoutDrawingAgain() throws Exception {
        handle(TestJobs.job(), 1);
        JobEvent first = events.told.getLast();

        assertThat(handle(TestJobs.job(), 2)).isEqualTo(Settlement.ACCEPT);

        assertThat(engine.orders).hasSize(1);
        assertThat(events.told.getLast()).isEqualTo(first);
        assertThat(events.of(JobEvent.Output.class))
                .extracting(output -> output.image().index())
                .containsExactly(0, 0);
    }

    @Test
    void publishesTheOutcomeOfAnotherWorkerThatWasFaster() throws Exception {
        JobEvent canceled = new JobEvent.Canceled(TestJobs.ID, NOW);
        store.rival = Optional.of(new JobManifest(TestJobs.job(), canceled));

        assertThat(handle(TestJobs.job(), 1)).isEqualTo(Settlement.ACCEPT);

        assertThat(events.told.getLast()).isEqualTo(canceled);
        assertThat(events.of(JobEvent.Completed.class)).isEmpty();
        assertThat(events.of(JobEvent.Output.class)).isEmpty();
        assertThat(store.objects).isEmpty();
    }

    @Test
    void keepsThePictureThatLiesThereAlready() throws Exception {
        store.objects.put(ObjectKeys.output(TestJobs.ID, 0, OutputFormat.PNG), new byte[5]);

        handle(TestJobs.job(), 2);

        assertThat(events.of(JobEvent.Output.class).getFirst().image().bytes()).isEqualTo(5);
    }

    @Test
    void handsSourceAndMaskToTheEngine() throws Exception {
        store.objects.put(ObjectKeys.sourceImage(TestJobs.ID), new byte[] {1});
        store.objects.put(ObjectKeys.sourceMask(TestJobs.ID), new byte[] {2});

        handle(TestJobs.edit(), 1);

        assertThat(engine.orders.getFirst().source())
                .get()
                .isInstanceOfSatisfying(SourcePicture.Edited.class, source -> {
                    assertThat(source.image()).containsExactly(1);
                    assertThat(source.mask()).containsExactly(2);
                });
    }

    @Test
    void handsSourceAndStrengthToTheEngine() throws Exception {
        String key = ObjectKeys.sourceImage(TestJobs.ID);
        store.objects.put(key, new byte[] {1});

        handle(TestJobs.job(TestJobs.input(1, Optional.of(new GenerationInput.Variation(key, 0.4)))), 1);

        assertThat(engine.orders.getFirst().source())
                .get()
                .isInstanceOfSatisfying(SourcePicture.Varied.class, source -> {
                    assertThat(source.image()).containsExactly(1);
                    assertThat(source.strength()).isEqualTo(0.4);
                });
    }

    @Test
    void namesTheFileByItsFormat() throws Exception {
        handle(TestJobs.job(TestJobs.delivered(new OutputOptions(OutputFormat.WEBP, 80, false))), 1);

        assertThat(events.of(JobEvent.Output.class).getFirst().image().objectKey())
                .endsWith("/output/0.webp");
    }

    @Test
    void failsAtOnceWhenTheSourceIsMissing() throws Exception {
        assertThat(handle(TestJobs.edit(), 1)).isEqualTo(Settlement.ACCEPT);

        assertThat(failure().code()).isEqualTo("input-missing");
        assertThat(deadLetters.messages).isEmpty();
    }

    @Test
    void failsAtOnceWhenTheEngineSaysNever() throws Exception {
        engine.failure = Optional.of(new PermanentFailureException("model-unknown", "there is no model x/y"));

        assertThat(handle(TestJobs.job(), 1)).isEqualTo(Settlement.ACCEPT);

        assertThat(failure()).isEqualTo(new Failure("model-unknown", "there is no model x/y"));
        assertThat(store.lastWord(TestJobs.ID).orElseThrow().outcome()).isInstanceOf(JobEvent.Failed.class);
    }

    @Test
    void putsAJobAsideWhoseStepFailsAlone() throws Exception {
        engine.failure = Optional.of(new PermanentFailureException(JobWorker.STEP_FAILED, "step 3 fails alone"));

        assertThat(handle(TestJobs.job(), 1)).isEqualTo(Settlement.REJECT);

        assertThat(failure()).isEqualTo(new Failure("step-failed", "step 3 fails alone"));
        assertThat(events.told.getLast()).isEqualTo(new JobEvent.DeadLettered(TestJobs.ID, 1, "step 3 fails alone"));
        assertThat(deadLetters.reasons).containsExactly("step 3 fails alone");
    }

    @Test
    void leavesAFailedAttemptToTheNextOne() throws Exception {
        engine.failure = Optional.of(engineFailure());

        assertThat(handle(TestJobs.job(), 3)).isEqualTo(Settlement.RELEASE);

        assertThat(store.manifests).isEmpty();
        assertThat(events.of(JobEvent.Failed.class)).isEmpty();
    }

    @Test
    void putsAJobAsideWhenTheLastAttemptFails() throws Exception {
        engine.failure = Optional.of(engineFailure());

        assertThat(handle(TestJobs.job(), 4)).isEqualTo(Settlement.REJECT);

        assertThat(failure().code()).isEqualTo(JobWorker.DELIVERY_LIMIT);
        assertThat(events.told.getLast()).isInstanceOf(JobEvent.DeadLettered.class);
        assertThat(deadLetters.messages).hasSize(1);
    }

    @Test
    void putsAJobAsideThatTookItsLastWorkerWithIt() throws Exception {
        assertThat(handle(TestJobs.job(), 5)).isEqualTo(Settlement.REJECT);

        assertThat(engine.orders).isEmpty();
        assertThat(failure().code()).isEqualTo(JobWorker.DELIVERY_LIMIT);
        assertThat(deadLetters.messages).hasSize(1);
    }

    @Test
    void endsPuttingAsideThatWasCutShort() throws Exception {
        handle(TestJobs.job(), 5);
        deadLetters.messages.clear();

        assertThat(handle(TestJobs.job(), 5)).isEqualTo(Settlement.REJECT);

        assertThat(deadLetters.messages).hasSize(1);
    }

    @Test
    void acceptsALateDeliveryOfAJobThatWasCompleted() throws Exception {
        handle(TestJobs.job(), 4);

        assertThat(handle(TestJobs.job(), 5)).isEqualTo(Settlement.ACCEPT);

        assertThat(deadLetters.messages).isEmpty();
    }

    @Test
    void buriesEvenWithoutAStoreWhenTheQueueWouldForgetTheJob() throws Exception {
        store.failures.set(Integer.MAX_VALUE);
        RawMessage worn = TestJobs.delivery(TestJobs.job(), 5).message().with(Delivery.REQUEUED, "1000");

        assertThat(worker.handle(new Delivery(worn, 3))).isEqualTo(Settlement.REJECT);

        assertThat(deadLetters.messages).hasSize(1);
        assertThat(failure().code()).isEqualTo(JobWorker.DELIVERY_LIMIT);
    }

    @Test
    void buriesMalformedMessagesAsTheyCame() throws Exception {
        RawMessage garbage = new RawMessage(new byte[] {9}, "{oops".getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(worker.handle(new Delivery(garbage, 1))).isEqualTo(Settlement.REJECT);

        assertThat(deadLetters.messages).containsExactly(garbage);
        assertThat(deadLetters.reasons.getFirst()).contains("ce_id");
        assertThat(events.told).isEmpty();
    }

    @Test
    void buriesEventsThatAreNoOrders() throws Exception {
        RawMessage canceled = TestJobs.message(new JobEvent.Canceled(TestJobs.ID, NOW));

        assertThat(worker.handle(new Delivery(canceled, 1))).isEqualTo(Settlement.REJECT);

        assertThat(deadLetters.reasons).containsExactly("the job queue holds accepted jobs alone");
    }

    @Test
    void publishesNothingWhenInterrupted() {
        engine.pace = Duration.ofMillis(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> handle(TestJobs.job(), 1)).isInstanceOf(InterruptedException.class);

        assertThat(store.manifests).isEmpty();
        assertThat(events.of(JobEvent.Failed.class)).isEmpty();
    }

    private Settlement handle(Job job, int attempt) throws InterruptedException {
        return worker.handle(TestJobs.delivery(job, attempt));
    }

    private Failure failure() {
        List<JobEvent.Failed> failed = events.of(JobEvent.Failed.class);
        assertThat(failed).hasSize(1);
        return failed.getFirst().failure();
    }

    private static RetriableFailureException engineFailure() {
        return new RetriableFailureException("out of memory on purpose", new IllegalStateException());
    }
}
