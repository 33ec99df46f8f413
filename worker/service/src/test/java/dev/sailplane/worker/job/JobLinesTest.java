package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JobLinesTest {
    private final CyclicBarrier together = new CyclicBarrier(2);
    private final Line interactive = new Line();
    private final Line batch = new Line();
    private final JobLines lines = new JobLines(interactive, batch);

    @Test
    void areServingOnceEachOfThemIs() {
        interactive.serving = true;
        assertThat(lines.serving()).isFalse();
        batch.serving = true;
        assertThat(lines.serving()).isTrue();
    }

    @Test
    @Timeout(20)
    void closeAllAtOnceAndAreClosedWhenAllAre() {
        lines.close();

        assertThat(interactive.closed).isTrue();
        assertThat(batch.closed).isTrue();
    }

    /** Its end takes until the other one ends, too. */
    private final class Line implements JobQueue {
        private boolean serving;
        private volatile boolean closed;

        @Override
        public void serve(JobHandler handler) {
            serving = true;
        }

        @Override
        public boolean serving() {
            return serving;
        }

        @Override
        public void close() {
            try {
                together.await();
                closed = true;
            } catch (InterruptedException | BrokenBarrierException alone) {
                throw new AssertionError(alone);
            }
        }
    }
}
