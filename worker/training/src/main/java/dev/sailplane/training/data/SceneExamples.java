package dev.sailplane.training.data;

import dev.sailplane.training.scene.HoldOut;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneGrammar;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.SpriteCatalogue;
import dev.sailplane.training.scene.SpriteImages;
import java.util.List;
import java.util.stream.LongStream;

/** Sticker scenes, made up as they are asked for. Training examples are the scenes of numbers from a seed on. */
public final class SceneExamples implements ExampleSource {
    private static final long FIRST_PROMPT = -1_000_000; // no training scene: those have seeds that look random

    private final SceneGrammar grammar = new SceneGrammar(SpriteCatalogue.inTheBox(), HoldOut.EXCLUDED);
    private final SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
    private final long seed;

    /** The scenes of a seed; those of another one are others. */
    public SceneExamples(long seed) {
        this.seed = Keys.of(seed, 0);
    }

    @Override
    public Example example(long number, int side) {
        Scene scene = grammar.scene(Keys.of(seed, number));
        return new Example(renderer.render(scene, side), scene.caption());
    }

    @Override
    public List<String> prompts(int count) {
        return LongStream.range(FIRST_PROMPT, FIRST_PROMPT + count)
                .mapToObj(number -> grammar.scene(number).caption())
                .toList();
    }

    @Override
    public String identity() {
        return "scenes";
    }
}
