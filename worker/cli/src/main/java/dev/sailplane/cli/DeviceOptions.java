package dev.sailplane.cli;

import dev.sailplane.diffusion.model.ComputeChoice;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where this machine computes, as a mixin. */
public final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, cuda:N, or auto: a GPU where there is one (default: auto).")
    private String device = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of an operator on a CPU (default: one a core).")
    private int threads;

    /**
     * There, in a number format, or in the model's.
     *
     * @throws IllegalArgumentException when an option is out of range
     */
    public ComputeChoice choice(Optional<Precision> precision) {
        return new ComputeChoice(device, precision, threads);
    }

    /**
     * There, in a number format.
     *
     * @throws IllegalArgumentException when an option is out of range
     */
    public ComputeSettings settings(Precision precision) {
        return new ComputeSettings(device, precision, threads);
    }
}
