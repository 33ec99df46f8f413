package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.sampling.Advance;
import dev.sailplane.diffusion.sampling.Trajectory;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.StepTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One picture of a generation on its way through the stages. */
final class PictureTask implements StepTask {
    private final Generation generation;
    private final int image;
    private @Nullable Trajectory trajectory;
    private Stage stage;
    private Optional<PixelTensor> small;
    private Optional<PictureState> resumed;
    private @Nullable PixelTensor predicted;

    PictureTask(Generation generation, int image, Optional<PictureState> from) {
        this.generation = generation;
        this.image = image;
        boolean atTheTurn = from.filter(state -> isBaseDone(generation, state)).isPresent();
        this.stage =
                atTheTurn ? Stage.UPSAMPLING : from.map(PictureState::stage).orElse(Stage.BASE);
        this.small = atTheTurn ? from.map(PictureState::sample) : from.flatMap(PictureState::small);
        this.resumed = atTheTurn ? Optional.empty() : from;
    }

    private static boolean isBaseDone(Generation generation, PictureState state) {
        return generation.upsamples()
                && state.stage() == Stage.BASE
                && state.stepsDone() == generation.steps(Stage.BASE);
    }

    @Override
    public Claim claim() {
        return generation.claim();
    }

    @Override
    public Lane lane() {
        return generation.lane(stage);
    }

    @Override
    public List<NoisyRow> rows() {
        return current().rows();
    }

    @Override
    public void advance(List<NoisePrediction> predictions) {
        Advance advance = current().advance(predictions);
        trajectory = advance.next();
        predicted = advance.predictedXStart();
        generation.advanced();
        if (advance.next().finished() && stage == Stage.BASE && generation.upsamples()) {
            small = Optional.of(advance.next().sample());
            stage = Stage.UPSAMPLING;
            trajectory = null;
        }
    }

    @Override
    public void charge(Duration share) {
        generation.charge(share);
    }

    @Override
    public Optional<Duration> servedTogether() {
        return Optional.of(generation.deviceTime());
    }

    @Override
    public boolean over() {
        return generation.failed() || isFinished() || generation.stopsAt(stage, stepsDone());
    }

    @Override
    public void fail(RuntimeException failure) {
        generation.fail(failure);
    }

    boolean isFinished() {
        return stepsDone() == generation.steps(stage) && (stage == Stage.UPSAMPLING || !generation.upsamples());
    }

    /** Steps of the stage's schedule that lie behind it. */
    int stepsDone() {
        return trajectory == null ? resumed.map(PictureState::stepsDone).orElse(0) : trajectory.stepsDone();
    }

    Stage stage() {
        return stage;
    }

    /** What the last step expected it to become, at the size of the stage it was a step of. */
    Optional<PixelTensor> predicted() {
        return Optional.ofNullable(predicted);
    }

    /** The finished picture. */
    PixelTensor finished() {
        return state().orElseThrow().sample();
    }

    /** Where it is; empty while it has not begun, or when it is just about to be enlarged and can begin with that anew. */
    Optional<PictureState> state() {
        if (trajectory != null) {
            return Optional.of(new PictureState(stage, trajectory.stepsDone(), trajectory.sample(), small));
        }
        return stage == Stage.UPSAMPLING && resumed.isEmpty()
                ? small.map(picture ->
                        new PictureState(Stage.BASE, generation.steps(Stage.BASE), picture, Optional.empty()))
                : resumed;
    }

    // A stage begins when its first rows are wanted: only then are its prompts encoded.
    private Trajectory current() {
        Trajectory present = trajectory;
        if (present == null) {
            StageWork work = generation.work(stage);
            present = resumed.map(state -> work.at(image, state)).orElseGet(() -> work.start(image, small));
            trajectory = present;
            resumed = Optional.empty();
        }
        return present;
    }
}
