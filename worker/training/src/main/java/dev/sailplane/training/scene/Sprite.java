package dev.sailplane.training.scene;

import java.util.Optional;

/**
 * One drawing of a noun.
 *
 * @param noun what it shows
 * @param file its name among the pictures
 * @param style the word for how it is drawn ({@code flat}, {@code 3d}), where there is one
 * @param nativeColour the colour it has untinted, where one word says it
 */
public record Sprite(String noun, String file, Optional<String> style, Optional<Colour> nativeColour) {}
