package dev.sailplane.training.data;

/** Examples by number: the same number always gives the same example. Safe for use by many threads. */
public interface ExampleSource {
    /**
     * An example.
     *
     * @param number from 0; there is one for every number
     * @param side width and height of the picture in pixels
     */
    Example example(long number, int side);
}
