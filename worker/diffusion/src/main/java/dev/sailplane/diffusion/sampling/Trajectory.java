package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.schedule.NoiseLevel;
import java.util.List;

/**
 * One picture's way through one stage, at one moment. Immutable: a step gives a new value, and sample and count of steps
 * are all that must be kept to go on elsewhere. Rows of many trajectories, at different steps, may share a batch.
 *
 * <pre>{@code
 * while (!trajectory.finished()) {
 *     trajectory = trajectory.advance(network.predict(trajectory.rows())).next();
 * }
 * }</pre>
 *
 * @param settings what stays the same
 * @param sample x_t, [3, H, W]
 * @param stepsDone steps taken so far
 */
public record Trajectory(TrajectorySettings settings, PixelTensor sample, int stepsDone) {
    private static final int CHANNELS = 3;

    public Trajectory {
        if (stepsDone < 0 || stepsDone > settings.schedule().steps()) {
            throw new IllegalArgumentException("stepsDone must lie in 0..%d, not %d"
                    .formatted(settings.schedule().steps(), stepsDone));
        }
    }

    /**
     * The beginning: pure noise.
     *
     * @param height rows
     * @param width columns
     * @param temperature factor of the noise; 1 unless said otherwise
     */
    public static Trajectory start(TrajectorySettings settings, int height, int width, double temperature) {
        float[] noise = settings.noise().normals(NoiseSource.START, CHANNELS * height * width);
        float[] start = new float[noise.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = noise[i] * (float) temperature;
        }
        return new Trajectory(settings, new PixelTensor(CHANNELS, height, width, start), 0);
    }

    /**
     * A beginning part of the way: a picture with as much noise as belongs there (SDEdit; Meng et al. 2021, section 3,
     * algorithm 1: x_t = sqrt(alphaCumprod_t) x_0 + sqrt(1 - alphaCumprod_t) noise). The noise is the one that {@link
     * #start} begins with, and the steps draw what they draw on the whole way.
     *
     * @param xStart x_0, [3, H, W]
     * @param stepsLeft steps to walk, 1 to all; all of them begin with pure noise, and nothing of the picture is left
     */
    public static Trajectory startFrom(TrajectorySettings settings, PixelTensor xStart, int stepsLeft) {
        Trajectory whole = start(settings, xStart.height(), xStart.width(), 1);
        return stepsLeft == whole.steps() ? whole : whole.around(xStart, stepsLeft);
    }

    /**
     * The beginning of a way that has no timesteps of pure noise: what is roughly known of the picture, with as much noise
     * as belongs to the first step (as in {@link #startFrom}).
     *
     * @param guess x_0 or what is near it, [3, H, W]
     * @param temperature factor of the noise; 1 unless said otherwise
     */
    public static Trajectory startNear(TrajectorySettings settings, PixelTensor guess, double temperature) {
        Trajectory noise = start(settings, guess.height(), guess.width(), temperature);
        return noise.around(guess, noise.steps());
    }

    /** This start noise on a picture, with so many steps left. */
    private Trajectory around(PixelTensor picture, int stepsLeft) {
        NoiseLevel level = settings.schedule().level(stepsLeft - 1);
        return new Trajectory(
                settings, tensor(ForwardProcess.sample(level, picture.values(), sample.values())), steps() - stepsLeft);
    }

    /** Steps of the whole way. */
    public int steps() {
        return settings.schedule().steps();
    }

    /** Whether {@link #sample} is the finished picture. */
    public boolean finished() {
        return stepsDone == steps();
    }

    /** What the network has to be asked for the next step: one row, or two with guidance. */
    public List<NoisyRow> rows() {
        int timestep = level().timestep();
        return settings.guidance().conditionings().stream()
                .map(conditioning -> new NoisyRow(sample, timestep, conditioning))
                .toList();
    }

    /**
     * Takes the next step.
     *
     * @param predictions the network's answers to {@link #rows}, in their order
     */
    public Advance advance(List<NoisePrediction> predictions) {
        NoiseLevel level = level();
        TrajectorySettings.Denoised denoised = settings.denoised();
        NoisePrediction prediction = settings.guidance().combine(predictions);
        ReverseDistribution distribution =
                ReverseDistribution.of(level, sample.values(), prediction, denoised.hook(), denoised.clip());
        float[] next = settings.sampler().step(level, sample.values(), distribution, noise(level));
        return new Advance(
                new Trajectory(settings, tensor(next), stepsDone + 1), tensor(distribution.predictedXStart()));
    }

    private PixelTensor tensor(float[] values) {
        return new PixelTensor(CHANNELS, sample.height(), sample.width(), values);
    }

    private NoiseLevel level() {
        if (finished()) {
            throw new IllegalStateException("the trajectory is finished after %d steps".formatted(steps()));
        }
        return settings.schedule().level(steps() - 1 - stepsDone);
    }

    private float[] noise(NoiseLevel level) {
        boolean used = settings.sampler().usesNoise() && !level.last();
        return used ? settings.noise().normals(stepsDone + 1, sample.values().length) : new float[0];
    }
}
