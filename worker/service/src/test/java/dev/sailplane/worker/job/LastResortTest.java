package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often a job is tried, and what becomes of a message that was dealt out often. */
final class LastResortTest {
    private static final Job JOB = TestJobs.job(TestJobs.inSteps(100));

    private final FakeImageEngine engine = new FakeImageEngine();
    private final TestWorker fakes = new TestWorker();

    @Test
    void putsAJobAsideThatNoAttemptGotFurtherThanTheFirst() throws Exception {
        leave(50, 4, 1);

        assertThat(handle(first(5))).isEqualTo(Settlement.REJECT);

        assertThat(fakes.queue.messages).isEmpty();
        assertThat(fakes.deadLetters.messages).hasSize(1);
    }

    @Test
    void countsNoClaimAsProgress() throws Exception {
        leave(50, 1, 1);
        engine.failure = Optional.of(new RetriableFailureException("on purpose", new IllegalStateException()));

        for (int attempt = 2; attempt <= 3; attempt++) {
            assertThat(handle(first(attempt))).isEqualTo(Settlement.RELEASE);
        }

        assertThat(handle(first(4))).isEqualTo(Settlement.REJECT);
    }

    @Test
    void goesOnAsANewMessageLongBeforeTheBrokerGivesUp() throws Exception {
        RawMessage message = first(1).message();

        assertThat(handle(new Delivery(message, 3))).isEqualTo(Settlement.ACCEPT);

        RawMessage again = fakes.queue.messages.getFirst();
        Map<String, byte[]> headers = new HashMap<>(again.headers());
        assertThat(headers.remove("sailplane_requeued")).asString().isEqualTo("1");
        assertThat(headers.remove("sailplane_attempts")).asString().isEqualTo("2");
        assertThat(again.key()).isEqualTo(message.key());
        assertThat(again.value()).isEqualTo(message.value());
        assertThat(engine.orders).isEmpty();
        assertThat(fakes.events.told).isEmpty();
    }

    @Test
    void asksNoStoreBeforeAJobGoesOnAsANewMessage() throws Exception {
        fakes.images.failures.set(Integer.MAX_VALUE);

        assertThat(handle(new Delivery(first(1).message(), 5))).isEqualTo(Settlement.ACCEPT);

        assertThat(fakes.queue.messages).hasSize(1);
    }

    @Test
    void insistsThatAJobGoesOnAsANewMessage() throws Exception {
        fakes.queue.failures.set(1);

        assertThat(handle(new Delivery(first(1).message(), 3))).isEqualTo(Settlement.ACCEPT);

        assertThat(fakes.queue.messages).hasSize(1);
    }

    @Test
    void insistsNoLongerThanItsLease() {
        fakes.queue.failures.set(Integer.MAX_VALUE);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> handle(new Delivery(first(1).message(), 3))).isInstanceOf(InterruptedException.class);

        assertThat(fakes.queue.messages).isEmpty();
    }

    @Test
    void triesOnAsLongAsTheJobGetsFurther() throws Exception {
        leave(50, 7, 6);

        assertThat(handle(first(8))).isEqualTo(Settlement.ACCEPT);

        assertThat(fakes.events.told.getLast()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void triesAgainWhenTheLastAttemptGotFurtherAndFailed() throws Exception {
        fakes.rule = new CheckpointRule(Duration.ZERO, 1);
        engine.pace = Duration.ofMillis(2);
        leave(50, 3, 1);
        engine.failsAfter = 20;

        assertThat(handle(first(4))).isEqualTo(Settlement.RELEASE);

        assertThat(fakes.events.of(JobEvent.Failed.class)).isEmpty();
    }

    @Test
    void countsAttemptsOnAndGoesOnWhereTheJobWas() throws Exception {
        leave(50, 2, 2);
        handle(new Delivery(first(1).message(), 3));

        assertThat(handle(new Delivery(fakes.queue.messages.getLast(), 1))).isEqualTo(Settlement.ACCEPT);

        JobEvent.Started started = fakes.events.of(JobEvent.Started.class).getFirst();
        assertThat(started.attempt()).isEqualTo(3);
        assertThat(started.resumedSteps()).isEqualTo(50);
        assertThat(engine.stepsDone).hasValue(50);
        assertThat(fakes.events.told.getLast()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void putsAJobAsideThatGotNoFurtherForFourAttempts() throws Exception {
        leave(50, 6, 2);

        assertThat(handle(first(7))).isEqualTo(Settlement.REJECT);

        assertThat(fakes.events.told.getLast())
                .isInstanceOfSatisfying(
                        JobEvent.DeadLettered.class,
                        event -> assertThat(event.attempts()).isEqualTo(7));
    }

    @Test
    void queuesNoJobAnewForEver() throws Exception {
        leave(50, 6, 6);

        assertThat(handle(requeued("999", "5", 3))).isEqualTo(Settlement.ACCEPT);
        assertThat(handle(requeued("1000", "5", 3))).isEqualTo(Settlement.REJECT);
    }

    @Test
    void buriesAMessageWhoseAttemptsCannotBeRead() throws Exception {
        assertThat(handle(requeued("1", "many", 1))).isEqualTo(Settlement.REJECT);

        assertThat(fakes.deadLetters.reasons)
                .containsExactly("the header sailplane_attempts must be a number from 0 to 1000000");
    }

    private void leave(int steps, int attempt, int movedBy) {
        fakes.checkpoints.leave(
                JOB.id(), new Checkpoint(FakeImageEngine.state(steps), steps, attempt, movedBy, Duration.ZERO));
    }

    private Settlement handle(Delivery delivery) throws InterruptedException {
        return fakes.with(engine).handle(delivery);
    }

    private static Delivery first(int attempt) {
        return TestJobs.delivery(JOB, attempt);
    }

    private static Delivery requeued(String times, String attempts, int attempt) {
        RawMessage plain = first(attempt).message();
        Map<String, byte[]> headers = new HashMap<>(plain.headers());
        headers.put("sailplane_requeued", times.getBytes(StandardCharsets.UTF_8));
        headers.put("sailplane_attempts", attempts.getBytes(StandardCharsets.UTF_8));
        return new Delivery(new RawMessage(plain.key(), plain.value(), headers), attempt);
    }
}
