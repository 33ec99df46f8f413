package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DeviceThreadImageEngineTest {
    private final FakeImageEngine fake = new FakeImageEngine(1_000);
    private final DeviceThreadImageEngine engine = new DeviceThreadImageEngine(fake);
    private final ImageOrder order = new ImageOrder("a/b", TestJobs.input(1, Optional.empty()), Optional.empty());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void runsOnOneThreadWhoeverCalls() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<Thread> callers = List.of(caller(threads), caller(threads));
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(threads).hasSize(1).doesNotContainAnyElementsOf(callers);
    }

    @Test
    void stopsAtTheNextStepWhenTheCallerIsInterrupted() throws Exception {
        fake.pace = Duration.ofMillis(20);
        CountDownLatch stepped = new CountDownLatch(3);
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                engine.draw(order, step -> stepped.countDown());
            } catch (InterruptedException interruption) {
                outcome.set(interruption);
            }
        });
        stepped.await();

        caller.interrupt();
        caller.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);

        fake.pace = Duration.ZERO;
        assertThat(engine.draw(order, step -> {}).pictures()).hasSize(1);
    }

    @Test
    void dropsAnOrderThatStillWaitsForItsTurn() throws Exception {
        fake.pace = Duration.ofMillis(20);
        CountDownLatch drawing = new CountDownLatch(1);
        Thread first = Thread.ofVirtual().start(() -> draw(drawing::countDown));
        drawing.await();
        Thread second = Thread.ofVirtual().start(() -> draw(() -> {}));

        second.interrupt();
        second.join();
        assertThat(first.isAlive()).isTrue();

        first.interrupt();
        first.join();
        engine.prepare("a/b");
        assertThat(fake.orders).hasSize(1);
    }

    @Test
    void saysThatAnUnexpectedFailureMayPass() {
        fake.failure = Optional.of(new IllegalStateException("native trouble"));

        assertThatThrownBy(() -> engine.draw(order, step -> {})).isInstanceOf(RetriableFailureException.class);
    }

    @Test
    void passesOnThatAnOrderIsVain() {
        fake.failure = Optional.of(new PermanentFailureException("model-unknown", "there is none"));

        assertThatThrownBy(() -> engine.draw(order, step -> {})).isInstanceOf(PermanentFailureException.class);
    }

    private void draw(Runnable atEachStep) {
        try {
            engine.draw(order, step -> atEachStep.run());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread caller(Set<Thread> threads) {
        return Thread.ofVirtual().start(() -> {
            try {
                engine.draw(order, step -> threads.add(Thread.currentThread()));
            } catch (InterruptedException interruption) {
                throw new IllegalStateException(interruption);
            }
        });
    }
}
