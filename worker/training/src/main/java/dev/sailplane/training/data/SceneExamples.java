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

    private final SceneGrammar grammar;
    private final SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
    private final HoldOut rule;
    private final SpriteCatalogue sprites;
    private final long seed;

    /** The scenes of a seed, without what is held out; those of another seed are others. */
    public SceneExamples(long seed) {
        this(seed, HoldOut.EXCLUDED, SpriteCatalogue.inTheBox());
    }

    /**
     * The scenes of a seed under a rule for what they may show.
     *
     * @throws IllegalArgumentException when these sprites are too few for it
     */
    public SceneExamples(long seed, HoldOut rule, SpriteCatalogue sprites) {
        this.rule = rule;
        this.sprites = sprites;
        grammar = new SceneGrammar(sprites, rule);
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
        String all = rule == HoldOut.EXCLUDED ? "scenes" : "scenes, %s".formatted(rule);
        SpriteCatalogue whole = SpriteCatalogue.inTheBox();
        String nouns = sprites.nouns().equals(whole.nouns())
                ? all
                : "%s of %s".formatted(all, String.join(", ", sprites.nouns()));
        boolean everyDrawing = sprites.drawings() == whole.only(sprites.nouns()).drawings();
        return everyDrawing ? nouns : "%s, drawn %s".formatted(nouns, String.join(", ", sprites.styles()));
    }
}
