package dev.sailplane.training.run;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import dev.sailplane.diffusion.network.AdamWStep;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.HostTensors;
import dev.sailplane.diffusion.network.RowLoss;
import dev.sailplane.diffusion.network.TrainableNetwork;
import dev.sailplane.training.data.ExampleSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A network on its way from first weights to last. Between two steps its state can be saved; a run resumed from it comes
 * to the same weights, on a CPU to the bit. Belongs to one thread; whoever started it closes it.
 */
public final class TrainingRun implements AutoCloseable {
    private static final String STEP = "step";

    private final TrainableNetwork network;
    private final TrainingBatches batches;
    private final TrainingSettings settings;
    private final RunFacts facts;
    private final List<String> deviations;
    private int stepsDone;

    private TrainingRun(
            TrainableNetwork network,
            Task task,
            TrainingSettings settings,
            RunFacts facts,
            Map<String, String> before) {
        this.network = network;
        this.settings = settings;
        this.facts = facts;
        batches = new TrainingBatches(task.lesson(), task.examples(), settings);
        deviations = facts.deviations(before);
        stepsDone = Integer.parseInt(before.getOrDefault(STEP, "0"));
    }

    /**
     * What is trained on what, and where.
     *
     * @param lesson the network, and what it is to learn
     * @param examples pictures with captions
     * @param compute device, precision, threads
     * @param start where the first weights come from, for people and to be recognised
     */
    public record Task(Lesson lesson, ExampleSource examples, ComputeSettings compute, String start) {
        /** The start of a run from random weights. */
        public static final String NOTHING = "random weights";
    }

    /** Starts from random weights, a function of the settings' seed. */
    public static TrainingRun fromNothing(Task task, TrainingSettings settings) {
        try (Checkpoint weights = new InitialWeights(task.lesson().configuration(), settings.seed())) {
            return from(weights, task, settings);
        }
    }

    /** Starts from weights, which may be closed afterwards. */
    public static TrainingRun from(Checkpoint weights, Task task, TrainingSettings settings) {
        Lesson lesson = task.lesson();
        TrainableNetwork network =
                TrainableNetwork.start(lesson.configuration(), weights, lesson.mode(), task.compute());
        return new TrainingRun(network, task, settings, RunFacts.of(task, settings), Map.of());
    }

    /**
     * Goes on from a saved state. The number of steps may be another than before.
     *
     * @throws IllegalArgumentException when the state is of a run with other settings, data, network, start or precision
     * @throws IOException when the file cannot be read
     */
    public static TrainingRun resume(Path state, Task task, TrainingSettings settings) throws IOException {
        RunFacts facts = RunFacts.of(task, settings);
        Lesson lesson = task.lesson();
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(state)) {
            Map<String, String> before = checkpoint.metadata();
            facts.requireSame(state, before);
            TrainableNetwork network =
                    TrainableNetwork.resume(lesson.configuration(), checkpoint, lesson.mode(), task.compute());
            return new TrainingRun(network, task, settings, facts, before);
        }
    }

    /** Why the weights will not be to the bit those of a run that was never stopped, for people: none if they will. */
    public List<String> deviations() {
        return deviations;
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
        Map<String, String> metadata = new TreeMap<>(facts.all());
        metadata.put(STEP, Integer.toString(stepsDone));
        SafetensorsWriter.write(state, metadata, tensors.shapes(), tensors.values());
    }

    /**
     * Writes the weights to draw with, the moving average, as a state dict in the public files' layout.
     *
     * @throws IllegalStateException when it is to be compact and the run did not begin with random weights: others may
     *     know more tokens
     * @throws IOException when it cannot be written
     */
    public void writeWeights(Path file, WeightsForm form) throws IOException {
        if (form.compact() && !facts.fromNothing()) {
            throw new IllegalStateException("unused tokens are known only where a run began with random weights");
        }
        HostTensors average = network.average();
        HostTensors written = form.compact()
                ? UnusedTokens.zeroed(average, network.state(), network.configuration(), settings.seed())
                : average;
        SafetensorsWriter.write(file, Map.of(), written.shapes(), written.values(), form.type());
    }

    @Override
    public void close() {
        network.close();
    }

    private static double mean(List<RowLoss> losses, ToDoubleFunction<RowLoss> part) {
        return losses.stream().mapToDouble(part).average().orElseThrow();
    }
}
