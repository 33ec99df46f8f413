package dev.sailplane.api.prediction;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A field of a prediction's input, as callers are told of it. Limits are inclusive. */
public sealed interface InputField {
    /** As it stands in the input. */
    String name();

    /** One or two sentences for callers. */
    String description();

    /** Text, its length counted in code points; with a fallback where an absent one reads as some text. */
    record Text(String name, String description, int maximum, Optional<String> fallback) implements InputField {}

    /** An integer of a range. */
    record Whole(String name, String description, long minimum, long maximum, OptionalLong fallback)
            implements InputField {}

    /** Different integers of a range, a few at most; none if it is absent. */
    record Wholes(String name, String description, int minimum, int maximum, int count) implements InputField {}

    /** A number of a range. */
    record Real(String name, String description, double minimum, double maximum) implements InputField {}

    /** One integer of a few. */
    record Choice(String name, String description, List<Integer> choices) implements InputField {
        public Choice {
            choices = List.copyOf(choices);
        }
    }

    /** One word of a few. */
    record Word(String name, String description, List<String> words, Optional<String> fallback) implements InputField {
        public Word {
            words = List.copyOf(words);
        }
    }

    /** True or false. */
    record Flag(String name, String description, boolean fallback) implements InputField {}

    /** A picture, by address, object key or as a data URL. */
    record Picture(String name, String description, int maximumCharacters) implements InputField {}
}
