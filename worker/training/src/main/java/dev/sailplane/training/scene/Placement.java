package dev.sailplane.training.scene;

/**
 * An object in its place. Lengths are parts of the picture's side.
 *
 * @param subject what it is
 * @param centreX from the left edge
 * @param centreY from the top edge
 * @param size side of the square it fills; 0.26 to 0.92
 * @param degrees rotation, clockwise; -8 to 8
 * @param mirrored whether left and right are exchanged; shapes are symmetric
 */
public record Placement(
        Subject subject, double centreX, double centreY, double size, double degrees, boolean mirrored) {}
