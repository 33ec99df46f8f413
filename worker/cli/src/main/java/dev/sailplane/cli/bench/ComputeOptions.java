package dev.sailplane.cli.bench;

import dev.sailplane.cli.DeviceOptions;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where to measure and in which number formats, as a mixin. */
final class ComputeOptions {
    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            split = ",",
            converter = PrecisionConverter.class,
            description = "Number formats: fp32, bf16, or fp16 on a GPU (default: fp32,bf16).")
    private List<Precision> precisions = List.of(Precision.FP32, Precision.BF16);

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    /**
     * One a number format.
     *
     * @throws IllegalArgumentException when an option is out of range
     */
    List<ComputeSettings> settings() {
        return precisions.stream().map(device::settings).toList();
    }

    /** A number format as users type it. */
    static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
