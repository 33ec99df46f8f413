package dev.sailplane.cli.bench;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane bench checkpoints}: what it costs to make a checkpoint, beside what a step costs. */
@Command(
        name = "checkpoints",
        description = {
            "Time the making of a checkpoint's bytes after each step of a picture, beside the step; medians. The last",
            "column is the share of the time at one checkpoint per 5 s. Storing them is not in it: that goes on beside",
            "the drawing. States of the full-size networks' sizes are measured, too, without steps."
        })
final class CheckpointsCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DrawingOptions drawing = new DrawingOptions();

    @Option(names = "--rounds", paramLabel = "N", description = "Pictures to take the medians of (default: 5).")
    private int rounds = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || rounds > 1000) {
            throw new ParameterException(spec.commandLine(), "--rounds is 1 to 1000, not " + rounds);
        }
        PrintWriter out = spec.commandLine().getOut();
        CheckpointBenchmark benchmark = new CheckpointBenchmark(rounds);
        try (GlidePipeline pipeline = drawing.open()) {
            out.println(CheckpointTiming.HEADING);
            benchmark.ofModel(pipeline, drawing.request(pipeline, 1, 1)).forEach(timing -> out.println(timing.line()));
            benchmark.ofFullSize().forEach(timing -> out.println(timing.line()));
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unusable.getMessage()), unusable);
        }
        out.flush();
        return 0;
    }
}
