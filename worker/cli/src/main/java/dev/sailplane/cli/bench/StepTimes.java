package dev.sailplane.cli.bench;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.diffusion.network.ComputeSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Seconds per guided step of the full-size base, beside this machine's convolution peak; under two names. */
abstract class StepTimes implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

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
        List<ComputeSettings> all = settings();
        out.println(StepTiming.HEADING);
        out.flush();
        for (ComputeSettings settings : all) {
            String name = ComputeOptions.name(settings.precision());
            new StepBenchmark(settings, steps).run(name).forEach(timing -> out.println(timing.line()));
            out.flush();
        }
        return 0;
    }

    private List<ComputeSettings> settings() {
        try {
            return compute.settings();
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
        }
    }
}
