package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.tokenizer.GlideTokenizer;

/**
 * What the picture shows.
 *
 * @param text what it should show; empty means anything
 * @param negative what guidance steers away from; empty means nothing in particular. Without effect when the guidance
 *     scale is 1.
 */
public record Prompt(String text, String negative) {
    /** Characters of a prompt at most: a network reads its first 128 tokens, so all beyond is a mistake. */
    public static final int MAXIMUM_LENGTH = 4000;

    public Prompt {
        requireReadable("prompt", text);
        requireReadable("negativePrompt", negative);
    }

    /** A prompt with nothing to steer away from. */
    public static Prompt of(String text) {
        return new Prompt(text, "");
    }

    private static void requireReadable(String field, String value) {
        if (value.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "%s has %d characters; at most %d are allowed".formatted(field, value.length(), MAXIMUM_LENGTH));
        }
        if (!GlideTokenizer.wellFormed(value)) {
            throw new IllegalArgumentException(field + " holds a lone surrogate, which is no character");
        }
    }
}
