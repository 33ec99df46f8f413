package dev.sailplane.training.inspection;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.training.scene.Colour;

/**
 * An object found in a picture. Lengths are parts of the picture's side.
 *
 * @param centreX of its box, from the left edge
 * @param centreY of its box, from the top edge
 * @param extent the longer side of its box
 * @param colour the tint it has, if it has one
 * @param crop the square around it on gray, {@value PixelRules#CROP} pixels wide
 */
public record Sighting(double centreX, double centreY, double extent, Colour colour, RgbImage crop) {}
