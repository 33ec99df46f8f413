package dev.sailplane.cli.bench;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.LearningMode;
import dev.sailplane.training.data.SceneExamples;
import dev.sailplane.training.run.Lesson;
import dev.sailplane.training.run.LevelDensity;
import dev.sailplane.training.run.TrainingRun;
import dev.sailplane.training.run.TrainingRun.Task;
import dev.sailplane.training.run.TrainingSettings;
import dev.sailplane.training.run.Weighting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane bench training}: how fast a base network learns, by the size of the batch. */
@Command(
        name = "training",
        description = {
            "Time steps of training a base network on scenes, by the size of the batch. Sizes take turns; medians.",
            "Leave the machine alone meanwhile."
        })
final class TrainingCommand implements Callable<Integer> {
    private static final double LEARNING_RATE = 1e-4;
    private static final double AVERAGE_DECAY = 0.99;
    private static final double CAPTION_DROPOUT = 0.2;

    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "model.json with the network, as for ./sailplane train.")
    @SuppressWarnings("NullAway.Init") // required
    private Path configuration;

    @Option(names = "--batch", paramLabel = "N", split = ",", description = "Sizes of the batches (default: 16,32,64).")
    private List<Integer> batches = List.of(16, 32, 64);

    @Option(names = "--turns", paramLabel = "N", description = "Steps of a size to take the median of (default: 9).")
    private int turns = 9;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (turns < 1 || turns > 1000) {
            throw new ParameterException(spec.commandLine(), "--turns is 1 to 1000, not " + turns);
        }
        ModelNetwork network =
                ModelDescription.read(configuration).network(NetworkRole.BASE).orElseThrow();
        Lesson lesson = new Lesson(network.configuration(), network.schedule(), Optional.empty(), LearningMode.PLAIN);
        print(TrainingTiming.HEADING);
        for (ComputeSettings settings : compute.settings()) {
            String precision = ComputeOptions.name(settings.precision());
            measured(lesson, settings)
                    .forEach((batch, seconds) -> print(new TrainingTiming(precision, batch, seconds).line()));
        }
        return 0;
    }

    private Map<Integer, Double> measured(Lesson lesson, ComputeSettings settings) {
        // For all sizes the same: drawings are decoded once, and not while only one of them is timed.
        Task task = new Task(lesson, new SceneExamples(0), settings, Task.NOTHING);
        Map<Integer, TrainingRun> runs = new TreeMap<>();
        try {
            for (int batch : new TreeSet<>(batches)) {
                runs.put(batch, TrainingRun.fromNothing(task, settings(batch)));
            }
            runs.values().forEach(TrainingRun::step); // the first is slower, so it is not counted
            Map<Integer, Samples> seconds = new TreeMap<>();
            for (int turn = 0; turn < turns; turn++) {
                runs.forEach((batch, run) ->
                        seconds.computeIfAbsent(batch, _ -> new Samples()).add(secondsOfAStep(run)));
            }
            Map<Integer, Double> medians = new TreeMap<>();
            seconds.forEach((batch, samples) -> medians.put(batch, samples.median()));
            return medians;
        } finally {
            runs.values().forEach(TrainingRun::close);
        }
    }

    private static double secondsOfAStep(TrainingRun run) {
        long start = System.nanoTime();
        run.step();
        return (System.nanoTime() - start) * 1e-9;
    }

    private TrainingSettings settings(int batch) {
        return new TrainingSettings(
                turns + 1,
                batch,
                1,
                LEARNING_RATE,
                0,
                AVERAGE_DECAY,
                CAPTION_DROPOUT,
                Weighting.NONE,
                LevelDensity.EVEN,
                0);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
