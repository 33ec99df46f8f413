package dev.sailplane.cli.train;

import dev.sailplane.cli.DeviceOptions;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.training.run.LevelDensity;
import dev.sailplane.training.run.TrainingSettings;
import dev.sailplane.training.run.Weighting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to train, as a mixin. */
final class TrainingOptions {
    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps in all; a run may be made longer (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--batch", paramLabel = "N", description = "Pictures at once (default: ${DEFAULT-VALUE}).")
    private int batch = 32;

    @Option(names = "--accumulate", paramLabel = "N", description = "Batches a step (default: ${DEFAULT-VALUE}).")
    private int accumulate = 1;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Highest learning rate; it falls along half a cosine (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Steps until the highest learning rate (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description = "Decay of the weights' moving average, which draws (default: ${DEFAULT-VALUE}).")
    private double averageDecay;

    @Option(
            names = "--caption-dropout",
            paramLabel = "PART",
            description = "Part of the captions left out, for guidance (default: 0.2; 0 for upsamplers, never guided).")
    private @Nullable Double captionDropout;

    @Option(
            names = "--weight-limit",
            paramLabel = "N",
            description = {
                "Weigh the noise's error by min(1/abar, N): above 1, colour and place are learnt sooner",
                "(default: ${DEFAULT-VALUE}, as in the paper)."
            })
    private double weightLimit = 1;

    @Option(
            names = "--levels",
            paramLabel = "DENSITY",
            converter = LevelDensityConverter.class,
            description = {
                "Which noise levels are learnt from more often: even, none; middle, where forms are decided;",
                "or low, with little noise, for an upsampler's grain (default: even, as in the paper)."
            })
    private LevelDensity density = LevelDensity.EVEN;

    @Option(names = "--seed", paramLabel = "N", description = "Decides all that is random (default: 0).")
    private long seed;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            converter = TrainingPrecisionConverter.class,
            description = "Number format of products: fp32 or bf16 (default: fp32).")
    private Precision precision = Precision.FP32;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    private TrainingOptions(int steps, double learningRate, int warmUp, double averageDecay) {
        this.steps = steps;
        this.learningRate = learningRate;
        this.warmUp = warmUp;
        this.averageDecay = averageDecay;
    }

    /** Defaults for a network that is to learn much. */
    static TrainingOptions forTraining() {
        return new TrainingOptions(10_000, 3e-4, 200, 0.999);
    }

    /** Defaults for a network that knows most of it already. */
    static TrainingOptions forFineTuning() {
        return new TrainingOptions(1_000, 1e-4, 50, 0.99);
    }

    /** @throws IllegalArgumentException when an option is out of range */
    TrainingSettings settings(NetworkRole role) {
        double guided = role.superResolution() ? 0 : 0.2;
        double leftOut = captionDropout == null ? guided : captionDropout;
        return new TrainingSettings(
                steps,
                batch,
                accumulate,
                learningRate,
                warmUp,
                averageDecay,
                leftOut,
                new Weighting(weightLimit),
                density,
                seed);
    }

    long seed() {
        return seed;
    }

    /** @throws IllegalArgumentException when an option is out of range */
    ComputeSettings compute() {
        return device.settings(precision);
    }

    DeviceOptions device() {
        return device;
    }

    /** Densities as users type them. */
    static final class LevelDensityConverter implements ITypeConverter<LevelDensity> {
        @Override
        public LevelDensity convert(String word) {
            return switch (word) {
                case "even" -> LevelDensity.EVEN;
                case "middle" -> LevelDensity.MIDDLE;
                case "low" -> LevelDensity.LOW;
                default -> throw new TypeConversionException("even, middle or low, not " + word);
            };
        }
    }

    /** Number formats one can train in. */
    static final class TrainingPrecisionConverter implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String text) {
            return switch (text) {
                case "fp32" -> Precision.FP32;
                case "bf16" -> Precision.BF16;
                default -> throw new TypeConversionException("fp32 or bf16, not " + text);
            };
        }
    }
}
