package dev.sailplane.training.scene;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The colours that captions name, each with the one shade it is drawn in. */
public enum Colour {
    RED(220, 38, 38),
    ORANGE(249, 125, 22),
    YELLOW(250, 208, 30),
    GREEN(34, 160, 70),
    BLUE(37, 99, 235),
    PURPLE(140, 60, 210),
    PINK(244, 114, 182),
    BROWN(130, 78, 40),
    GRAY(135, 140, 148),
    BLACK(28, 28, 32),
    WHITE(248, 248, 248);

    /** Colours a sticker can be tinted in. Luminance is kept, so black and white are none. */
    public static final List<Colour> TINTS = without(Set.of(BLACK, WHITE));

    /** Colours a shape can have. */
    public static final List<Colour> OF_SHAPES = without(Set.of(WHITE));

    /** Colours of plain backgrounds other than white. */
    public static final List<Colour> OF_BACKGROUNDS = OF_SHAPES;

    private final int red;
    private final int green;
    private final int blue;

    Colour(int red, int green, int blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /** 0 to 255. */
    public int red() {
        return red;
    }

    /** 0 to 255. */
    public int green() {
        return green;
    }

    /** 0 to 255. */
    public int blue() {
        return blue;
    }

    /** The word in a caption. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The colour of a word.
     *
     * @throws IllegalArgumentException when no colour has that name
     */
    public static Colour ofWord(String word) {
        return Arrays.stream(values())
                .filter(colour -> colour.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no colour is called " + word));
    }

    private static List<Colour> without(Set<Colour> colours) {
        return List.copyOf(EnumSet.complementOf(EnumSet.copyOf(colours)));
    }
}
