package dev.sailplane.cli.generate;

import dev.sailplane.cli.DeviceOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.diffusion.model.NetworkLoader;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.noise.NoiseKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how this machine computes, as a mixin; for generating without a service. */
public final class EngineOptions {
    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "Number format: fp32, bf16, or fp16 on a GPU (default: the model's).")
    private @Nullable Dtype dtype;

    @Option(
            names = "--noise",
            paramLabel = "KIND",
            converter = NoiseKindConverter.class,
            description = "Random numbers: keyed, or torch-cpu for the pixels of Python on a CPU (default: keyed).")
    private NoiseKind noise = NoiseKind.KEYED;

    /** Number formats in the letters users type. */
    enum Dtype {
        fp32(Precision.FP32),
        fp16(Precision.FP16),
        bf16(Precision.BF16);

        private final Precision precision;

        Dtype(Precision precision) {
            this.precision = precision;
        }
    }

    /**
     * How to load networks.
     *
     * @throws IllegalArgumentException when an option is out of range
     */
    public NetworkLoader loader() {
        return device.choice(Optional.ofNullable(dtype).map(type -> type.precision));
    }

    /** Where models lie. */
    public ModelFolders folders() {
        return folders;
    }

    /** Which random numbers a seed stands for. */
    public NoiseKind noise() {
        return noise;
    }
}
