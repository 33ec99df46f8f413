package dev.sailplane.training.scene;

/** What lies behind a scene's objects. */
public sealed interface Background {
    /** How this one differs from others of its kind. */
    Variation variation();

    /** One colour all over. */
    record Plain(Colour colour, Variation variation) implements Background {}

    /** A drawn place. */
    record Drawn(Backdrop backdrop, Variation variation) implements Background {}

    /**
     * What captions do not tell of a background.
     *
     * @param tone height of the horizon, or brightness of a plain colour; 0 to 1
     * @param phase where the hills begin; 0 to 1
     * @param place where the sun stands, or which wall a room has; 0 to 1
     * @param details seed of small things: stars, snow flakes, bubbles, houses
     */
    record Variation(double tone, double phase, double place, long details) {}
}
