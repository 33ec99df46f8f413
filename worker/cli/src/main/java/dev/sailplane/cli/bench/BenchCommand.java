package dev.sailplane.cli.bench;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane bench}: seconds per guided step of the full-size base, beside this machine's convolution peak. */
@Command(
        name = "bench",
        description = {
            "Time guided steps of a full-size base network (64x64, two rows) on this machine.",
            "Needs no weights but 5 GB of memory. Leave the machine alone while it runs."
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            split = ",",
            converter = PrecisionConverter.class,
            description = "Number formats: fp32, bf16, or fp16 on a GPU (default: fp32,bf16).")
    private List<Precision> precisions = List.of(Precision.FP32, Precision.BF16);

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

    @Option(names = "--steps", paramLabel = "N", description = "Steps to take the median of (default: 5).")
    private int steps = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (steps < 1 || steps > 1000) {
            throw new ParameterException(spec.commandLine(), "--steps is 1 to 1000, not " + steps);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ComputeSettings> all = precisions.stream().map(this::settings).toList();
        out.println(StepTiming.HEADING);
        out.flush();
        for (ComputeSettings settings : all) {
            String name = settings.precision().name().toLowerCase(Locale.ROOT);
            new StepBenchmark(settings, steps).run(name).forEach(timing -> out.println(timing.line()));
            out.flush();
        }
        return 0;
    }

    private ComputeSettings settings(Precision precision) {
        try {
            return new ComputeSettings(device, precision, threads);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
        }
    }
}
