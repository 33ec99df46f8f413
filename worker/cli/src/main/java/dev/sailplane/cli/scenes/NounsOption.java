package dev.sailplane.cli.scenes;

import dev.sailplane.training.scene.SpriteCatalogue;
import java.util.List;
import picocli.CommandLine.Option;

/** What scenes may show, as a mixin. */
public final class NounsOption {
    @Option(
            names = "--nouns",
            paramLabel = "NOUN[,NOUN...]",
            split = ",",
            description = {
                "What the stickers of scenes show: fewer nouns are sooner learnt (default: all).",
                "A model is to be evaluated with those it was trained with."
            })
    private List<String> nouns = List.of();

    /** Whether nouns were named. */
    public boolean named() {
        return !nouns.isEmpty();
    }

    /**
     * The stickers.
     *
     * @throws IllegalArgumentException when there is none of a noun
     */
    public SpriteCatalogue sprites() {
        SpriteCatalogue all = SpriteCatalogue.inTheBox();
        return named() ? all.only(nouns) : all;
    }
}
