package dev.sailplane.training.run;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import dev.sailplane.diffusion.network.AdamWStep;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.HostTensors;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.RowLoss;
import dev.sailplane.diffusion.network.TrainableNetwork;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.training.data.ExampleSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A network on its way from first weights to last. Between two steps its state can be saved; a run resumed from it comes
 * to the same weights, on a CPU to the bit. Belongs to one thread; whoever started it closes it.
 */
public final class TrainingRun implements AutoCloseable {
    private static final String STEP = "step";
    private static final String SETTINGS = "settings";

    private final TrainableNetwork network;
    private final TrainingBatches batches;
    private final TrainingSettings settings;
    private int stepsDone;

    private TrainingRun(TrainableNetwork network, TrainingBatches batches, TrainingSettings settings, int stepsDone) {
        this.network = network;
        this.batches = batches;
        this.settings = settings;
        this.stepsDone = stepsDone;
    }

    /**
     * What is trained on what, and where.
     *
     * @param configuration the network's shape
     * @param schedule its noise schedule
     * @param examples pictures with captions
     * @param compute device, precision, threads
     */
    public record Task(
            NetworkConfiguration configuration,
            BetaSchedule schedule,
            ExampleSource examples,
            ComputeSettings compute) {}

    /** Starts from random weights, a function of the settings' seed. */
    public static TrainingRun fromNothing(Task task, TrainingSettings settings) {
        try (Checkpoint weights = new InitialWeights(task.configuration(), settings.seed())) {
            return from(weights, task, settings);
        }
    }

    /** Starts from weights, which may be closed afterwards. */
    public static TrainingRun from(Checkpoint weights, Task task, TrainingSettings settings) {
        TrainingBatches batches = batches(task, settings);
        TrainableNetwork network = TrainableNetwork.start(task.configuration(), weights, task.compute());
        return new TrainingRun(network, batches, settings, 0);
    }

    /**
     * Goes on from a saved state.
     *
     * @throws IllegalArgumentException when the state is of a run with other settings
     * @throws IOException when the file cannot be read
     */
    public static TrainingRun resume(Path state, Task task, TrainingSettings settings) throws IOException {
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(state)) {
            String before = checkpoint.metadata().getOrDefault(SETTINGS, "");
            if (!before.equals(settings.toString())) {
                throw new IllegalArgumentException("%s was begun with %s, not with %s; train into another folder"
                        .formatted(state, before, settings));
            }
            TrainingBatches batches = batches(task, settings);
            int stepsDone = Integer.parseInt(checkpoint.metadata().getOrDefault(STEP, ""));
            return new TrainingRun(
                    TrainableNetwork.resume(task.configuration(), checkpoint, task.compute()),
                    batches,
                    settings,
                    stepsDone);
        }
    }

    /** Steps done, from 0 to the settings' steps. */
    public int stepsDone() {
        return stepsDone;
    }

    /** Whether all steps are done. */
    public boolean over() {
        return stepsDone >= settings.steps();
    }

    /** Makes one step. */
    public StepReport step() {
        int step = stepsDone + 1;
        List<RowLoss> losses = new ArrayList<>();
        for (int part = 0; part < settings.accumulate(); part++) {
            losses.addAll(network.accumulate(batches.batch(step, part), 1.0 / settings.accumulate()));
        }
        double learningRate = settings.learningRate(step);
        double gradient = network.update(
                new AdamWStep(step, learningRate, 0, TrainingSettings.LONGEST_GRADIENT, settings.averageDecay(step)));
        stepsDone = step;
        return new StepReport(
                step,
                mean(losses, RowLoss::loss),
                mean(losses, RowLoss::noiseError),
                mean(losses, RowLoss::bound),
                gradient,
                learningRate);
    }

    /**
     * Saves all that is needed to go on: the file holds the old state or the new one, never half of it.
     *
     * @throws IOException when it cannot be written
     */
    public void save(Path state) throws IOException {
        HostTensors tensors = network.state();
        Map<String, String> metadata = Map.of(STEP, Integer.toString(stepsDone), SETTINGS, settings.toString());
        SafetensorsWriter.write(state, metadata, tensors.shapes(), tensors.values());
    }

    /**
     * Writes the weights to draw with, the moving average, as a state dict in the public files' layout.
     *
     * @throws IOException when it cannot be written
     */
    public void writeWeights(Path file) throws IOException {
        HostTensors average = network.average();
        SafetensorsWriter.write(file, Map.of(), average.shapes(), average.values());
    }

    @Override
    public void close() {
        network.close();
    }

    private static TrainingBatches batches(Task task, TrainingSettings settings) {
        return new TrainingBatches(task.configuration(), task.schedule(), task.examples(), settings);
    }

    private static double mean(List<RowLoss> losses, ToDoubleFunction<RowLoss> part) {
        return losses.stream().mapToDouble(part).average().orElseThrow();
    }
}
