package dev.sailplane.training.scene;

import java.util.Locale;

/** Plain shapes among the stickers. */
public enum Shape {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    STAR_SHAPE,
    RING,
    PLUS_SIGN,
    DIAMOND,
    HEXAGON;

    /** The words in a caption. */
    public String noun() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
