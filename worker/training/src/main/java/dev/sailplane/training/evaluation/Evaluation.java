package dev.sailplane.training.evaluation;

import dev.sailplane.training.inspection.Inspection;
import dev.sailplane.training.inspection.Inspector;
import dev.sailplane.training.inspection.Nouns;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneRenderer;
import java.util.List;

/**
 * Pictures of a set of prompts against true renders: scored one by one, and compared as sets. True renders go through the
 * same inspector, so that a model's score has a ceiling, and as if they were drawn for other prompts, so that it has a
 * floor. Belongs to one thread.
 */
public final class Evaluation {
    private final List<Scene> scenes;
    private final Nouns nouns;
    private final List<Inspection> truth;
    private final FrechetDistance reference;

    /**
     * What pictures came to.
     *
     * @param name what was looked at
     * @param scores of single pictures
     * @param frechet distance of their features from those of as many true renders of other scenes
     * @param variety the features' variance as a part of that of true renders
     * @param fidelity to what was known of the pictures
     */
    public record Result(String name, PromptScores scores, double frechet, double variety, Fidelity fidelity) {}

    /**
     * Renders and inspects the true pictures.
     *
     * @param scenes whose captions are the prompts
     * @param reference others of the same kind, as many
     * @param side of the pictures that are to be compared, so that the true ones are shrunk as they are
     */
    public Evaluation(
            List<Scene> scenes,
            List<Scene> reference,
            int side,
            SceneRenderer renderer,
            Inspector inspector,
            Nouns nouns) {
        this(scenes, reference, scene -> inspector.inspect(renderer.render(scene, side)), nouns);
    }

    private interface View {
        Inspection of(Scene scene);
    }

    private Evaluation(List<Scene> scenes, List<Scene> others, View view, Nouns nouns) {
        this.scenes = scenes;
        this.nouns = nouns;
        truth = scenes.stream().map(view::of).toList();
        reference = new FrechetDistance(
                others.stream().map(view::of).map(Inspection::features).toList());
    }

    /** The scenes whose captions are the prompts, in order. */
    public List<Scene> scenes() {
        return scenes;
    }

    /**
     * What drawn pictures came to: one for each scene, in order.
     *
     * @param fidelity as the result has it
     */
    public Result of(String name, List<Inspection> pictures, Fidelity fidelity) {
        return result(name, PromptScores.of(scenes, pictures, nouns), pictures, fidelity);
    }

    /** What true renders come to: the ceiling. */
    public Result trueRenders() {
        return of("true renders", truth, Fidelity.NONE);
    }

    /** What true renders come to under other prompts: the floor. */
    public Result shuffledPrompts() {
        PromptScores shuffled = PromptScores.shuffled(scenes, truth, nouns);
        return result("shuffled prompts", shuffled, truth, Fidelity.NONE);
    }

    private Result result(String name, PromptScores scores, List<Inspection> pictures, Fidelity fidelity) {
        List<float[]> features = pictures.stream().map(Inspection::features).toList();
        return new Result(name, scores, reference.to(features), reference.varietyOf(features), fidelity);
    }
}
