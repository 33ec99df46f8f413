package dev.sailplane.training.evaluation;

import dev.sailplane.training.scene.HoldOut;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneGrammar;
import dev.sailplane.training.scene.SpriteCatalogue;
import java.util.List;
import java.util.stream.LongStream;

/** Prompts to evaluate with, the same ones every time, none of them a training scene. */
public enum PromptSet {
    /** Scenes like those of training. */
    SEEN(HoldOut.EXCLUDED),
    /** Stickers in tints that training never showed them in: composition. */
    UNSEEN(HoldOut.ONLY),
    /** Scenes of the noun that training never showed: fine-tuning. */
    NEW(HoldOut.NEW);

    private static final long FIRST = -2_000_000; // training scenes have seeds that look random
    private static final long FIRST_REFERENCE = -4_000_000;

    /** The most prompts of a set. */
    public static final int MAXIMUM = 1_000_000;

    private final HoldOut holdOut;

    PromptSet(HoldOut holdOut) {
        this.holdOut = holdOut;
    }

    /** What its scenes may show. */
    public HoldOut rule() {
        return holdOut;
    }

    /** The first so many scenes of these sprites. */
    public List<Scene> scenes(SpriteCatalogue sprites, int count) {
        return from(FIRST, sprites, count);
    }

    /** Others of the same kind, whose true pictures are what drawn ones are compared with as a set. */
    public List<Scene> reference(SpriteCatalogue sprites, int count) {
        return from(FIRST_REFERENCE, sprites, count);
    }

    private List<Scene> from(long first, SpriteCatalogue sprites, int count) {
        if (count < 2 || count > MAXIMUM) {
            throw new IllegalArgumentException("prompts must be 2 to %d, not %d".formatted(MAXIMUM, count));
        }
        SceneGrammar grammar = new SceneGrammar(sprites, holdOut);
        return LongStream.range(first, first + count).mapToObj(grammar::scene).toList();
    }
}
