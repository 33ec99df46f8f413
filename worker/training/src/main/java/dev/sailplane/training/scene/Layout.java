package dev.sailplane.training.scene;

import java.util.Locale;

/** How the objects of a scene stand, as its caption says it. */
public sealed interface Layout {
    /** One object in the middle. */
    record Single() implements Layout {}

    /** One object whose size is named. */
    record Sized(SizeWord word) implements Layout {}

    /** One object in a corner. */
    record Corner(boolean top, boolean left) implements Layout {
        /** "top left", for one. */
        public String words() {
            return (top ? "top" : "bottom") + " " + (left ? "left" : "right");
        }
    }

    /** The same object two or three times. */
    record Count(int number) implements Layout {}

    /** Two objects of different nouns: the first stands so to the second. */
    record Pair(Relation relation) implements Layout {}

    /** Sizes that have a word. */
    enum SizeWord {
        BIG,
        SMALL;

        /** The word in a caption. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the first of two objects stands. */
    enum Relation {
        LEFT,
        RIGHT,
        ABOVE,
        BELOW
    }
}
