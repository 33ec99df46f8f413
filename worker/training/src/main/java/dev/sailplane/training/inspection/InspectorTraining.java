package dev.sailplane.training.inspection;

import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import dev.sailplane.diffusion.network.AdamWStep;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.HostTensors;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.TrainableClassifier;
import dev.sailplane.training.data.Keys;
import dev.sailplane.training.scene.HoldOut;
import dev.sailplane.training.scene.Placement;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneGrammar;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.SpriteCatalogue;
import dev.sailplane.training.scene.SpriteImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Teaches the inspector's classifier nouns, on what the pixel rules cut out of scenes. Held-out pairs are among them: a
 * judge that never saw a pair would learn that it does not exist. Weights are a function of the settings, on a CPU to the
 * bit. Belongs to one thread; whoever started it closes it.
 */
public final class InspectorTraining implements AutoCloseable {
    private static final int SIDE = 64;
    private static final double FOUND = 0.12; // of the side: so near must a sighting be to an object's place
    private static final int WARM_UP = 50;
    private static final double WEIGHT_DECAY = 0.01;
    private static final double LONGEST_GRADIENT = 1;
    private static final double AVERAGE_DECAY = 0.99;

    private final Settings settings;
    private final Nouns nouns;
    private final SceneGrammar grammar;
    private final SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
    private final PixelRules rules = new PixelRules(renderer);
    private final TrainableClassifier classifier;
    private final Deque<Example> waiting = new ArrayDeque<>();
    private long scenes;
    private int stepsDone;

    /**
     * How it is trained.
     *
     * @param steps of the optimiser, at least 1
     * @param batch objects a step, at least 1
     * @param learningRate highest; it falls along half a cosine
     * @param seed decides weights and scenes
     */
    public record Settings(int steps, int batch, double learningRate, long seed) {
        public Settings {
            require(steps >= 1 && steps <= 10_000_000, "steps must be 1 to 10000000, not " + steps);
            require(batch >= 1 && batch <= 65_536, "a batch must be 1 to 65536, not " + batch);
            require(learningRate > 0 && learningRate <= 1, "the learning rate must be above 0 and at most 1");
        }

        private static void require(boolean holds, String rule) {
            if (!holds) {
                throw new IllegalArgumentException(rule);
            }
        }

        private double learningRate(int step) {
            double warm = Math.min(1, (double) step / WARM_UP);
            return learningRate * warm * 0.5 * (1 + StrictMath.cos(Math.PI * (step - 1) / steps));
        }
    }

    private record Example(PixelTensor crop, int label) {}

    /** Starts from random weights. */
    public InspectorTraining(Settings settings, ComputeSettings compute) {
        this.settings = settings;
        SpriteCatalogue sprites = SpriteCatalogue.inTheBox();
        nouns = new Nouns(sprites);
        grammar = new SceneGrammar(sprites, HoldOut.INCLUDED);
        classifier = TrainableClassifier.start(nouns.count(), settings.seed(), compute);
    }

    /** Whether all steps are done. */
    public boolean over() {
        return stepsDone >= settings.steps();
    }

    /** Makes a step; gives the mean cross entropy before it. */
    public double step() {
        List<PixelTensor> crops = new ArrayList<>();
        long[] labels = new long[settings.batch()];
        for (int i = 0; i < labels.length; i++) {
            Example example = next();
            crops.add(example.crop);
            labels[i] = example.label;
        }
        stepsDone++;
        double averageDecay = Math.min(AVERAGE_DECAY, stepsDone / (10.0 + stepsDone));
        double learningRate = settings.learningRate(stepsDone);
        return classifier.step(
                crops, labels, new AdamWStep(stepsDone, learningRate, WEIGHT_DECAY, LONGEST_GRADIENT, averageDecay));
    }

    /**
     * Writes the weights' average, for {@link Inspector}.
     *
     * @throws IOException when the file cannot be written
     */
    public void save(Path file) throws IOException {
        HostTensors average = classifier.average();
        Map<String, String> metadata = Map.of("steps", Integer.toString(stepsDone));
        SafetensorsWriter.write(file, metadata, average.shapes(), average.values());
    }

    @Override
    public void close() {
        classifier.close();
    }

    private Example next() {
        while (waiting.isEmpty()) {
            Scene scene = grammar.scene(Keys.of(~settings.seed(), scenes++));
            List<Sighting> found = rules.look(renderer.render(scene, SIDE)).objects();
            scene.objects().forEach(object -> addIfFound(object, found));
        }
        return waiting.remove();
    }

    private void addIfFound(Placement object, List<Sighting> found) {
        found.stream()
                .filter(sighting ->
                        Math.hypot(sighting.centreX() - object.centreX(), sighting.centreY() - object.centreY())
                                < FOUND)
                .findFirst()
                .ifPresent(sighting -> waiting.add(new Example(
                        Inspector.view(sighting.crop()),
                        nouns.label(object.subject().noun()))));
    }
}
