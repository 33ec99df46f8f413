package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.DeviceOptions;
import dev.sailplane.cli.OrderlyStop;
import dev.sailplane.cli.ProgressBars;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.training.inspection.InspectorTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sailplane inspector train}: the classifier that tells nouns. Prints the file's name. */
@Command(
        name = "train",
        description = "Train the inspector's classifier on scenes. Ctrl-C stops; nothing is kept then.")
final class InspectorTrainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "File for the weights (1.6 MB).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the optimiser (default: ${DEFAULT-VALUE}).")
    private int steps = 8_000;

    @Option(names = "--batch", paramLabel = "N", description = "Objects a step (default: ${DEFAULT-VALUE}).")
    private int batch = 32;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Highest learning rate; it falls along half a cosine (default: ${DEFAULT-VALUE}).")
    private double learningRate = 2e-3;

    @Option(names = "--seed", paramLabel = "N", description = "Decides all that is random (default: 0).")
    private long seed;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ComputeSettings compute = device.settings(Precision.FP32);
        InspectorTraining.Settings settings = new InspectorTraining.Settings(steps, batch, learningRate, seed);
        try (InspectorTraining training = new InspectorTraining(settings, compute);
                OrderlyStop stop = new OrderlyStop();
                ProgressBar bar = ProgressBars.counting("training", " steps", 1, steps)) {
            double mean = Double.NaN;
            while (!training.over()) {
                double loss = training.step();
                mean = Double.isNaN(mean) ? loss : 0.98 * mean + 0.02 * loss;
                bar.step();
                bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f", mean));
                stop.check();
            }
            training.save(file);
        }
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
