package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

/** Wants so many steps, and notes what it is told. */
final class FakeTask implements StepTask {
    static final PixelTensor PIXEL = new PixelTensor(1, 1, 1, new float[1]);

    final String name;
    /** Rows of a step, by the number of steps done. */
    IntUnaryOperator rows = step -> 1;
    /** Done before a step's rows are told; may throw. */
    Runnable beforeRows = () -> {};
    /** Done in a step; may throw. */
    Runnable onAdvance = () -> {};

    /** What all tasks of its order got together, where it is one of several. */
    Optional<AtomicReference<Duration>> account = Optional.empty();

    Optional<RuntimeException> failure = Optional.empty();
    int stepsDone;

    private final Lane lane;
    private final int steps;
    private final Claim claim;

    FakeTask(String name, Lane lane, int steps, Claim claim) {
        this.name = name;
        this.lane = lane;
        this.steps = steps;
        this.claim = claim;
    }

    FakeTask(String name, Lane lane, int steps) {
        this(name, lane, steps, Claim.ALONE);
    }

    @Override
    public void charge(Duration share) {
        account.ifPresent(time -> time.updateAndGet(share::plus));
    }

    @Override
    public Optional<Duration> servedTogether() {
        return account.map(AtomicReference::get);
    }

    static Claim claim(String tenant, Urgency urgency) {
        return new Claim(tenant, urgency, Optional.empty());
    }

    static Claim claim(String tenant, Instant deadline) {
        return new Claim(tenant, Urgency.INTERACTIVE, Optional.of(deadline));
    }

    /** Whose row it is. */
    static FakeTask owner(NoisyRow row) {
        return ((Owner) row.conditioning().prompt()).task();
    }

    boolean done() {
        return stepsDone == steps;
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public List<NoisyRow> rows() {
        beforeRows.run();
        Conditioning owned = new Conditioning(new Owner(this), Optional.empty(), Optional.empty());
        return Collections.nCopies(rows.applyAsInt(stepsDone), new NoisyRow(PIXEL, stepsDone, owned));
    }

    @Override
    public void advance(List<NoisePrediction> predictions) {
        onAdvance.run();
        if (predictions.size() != rows.applyAsInt(stepsDone)) {
            throw new AssertionError("one prediction a row");
        }
        stepsDone++;
    }

    @Override
    public boolean over() {
        return done() || failure.isPresent();
    }

    @Override
    public void fail(RuntimeException reason) {
        failure = Optional.of(reason);
    }

    private record Owner(FakeTask task) implements PromptEncoding {
        @Override
        public void close() {}
    }
}
