package dev.sailplane.cli.scenes;

import dev.sailplane.training.scene.SpriteCatalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What scenes may show, as a mixin. */
public final class StickerOptions {
    @Option(
            names = "--nouns",
            paramLabel = "NOUN[,NOUN...]",
            split = ",",
            description = {
                "What the stickers of scenes show: fewer nouns are sooner learnt (default: all).",
                "A model is to be evaluated with those it was trained with."
            })
    private List<String> nouns = List.of();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = {
                "How the stickers of scenes are drawn, flat or 3d: fewer drawings of a noun are sooner learnt",
                "(default: all drawings). As with --nouns, evaluate with what was trained with."
            })
    private @Nullable String style;

    /** Whether less than all was asked for. */
    public boolean named() {
        return !nouns.isEmpty() || style != null;
    }

    /**
     * The stickers.
     *
     * @throws IllegalArgumentException when there is none of a noun, or none of a noun in the style
     */
    public SpriteCatalogue sprites() {
        SpriteCatalogue all = SpriteCatalogue.inTheBox();
        SpriteCatalogue drawn = style == null ? all : all.drawn(style);
        return nouns.isEmpty() ? drawn : drawn.only(nouns);
    }
}
