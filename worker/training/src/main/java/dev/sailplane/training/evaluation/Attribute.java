package dev.sailplane.training.evaluation;

import java.util.Locale;

/** What of a prompt is scored. */
public enum Attribute {
    /** The colour or place behind the objects. */
    BACKGROUND,
    /** How many objects there are. */
    COUNT,
    /** The corner of one, or how one of two stands to the other. */
    POSITION,
    /** Big or small, where a caption says so. */
    SIZE,
    /** What the objects are, of all nouns. */
    NOUN,
    /** Whether what they are is among the five likeliest nouns. */
    NOUN_TOP_5,
    /** The colour of tinted objects and shapes. */
    TINT,
    /** All of it but the five likeliest nouns, at once. */
    WHOLE_PROMPT;

    /** The word in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
