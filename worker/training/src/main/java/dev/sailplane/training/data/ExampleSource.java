package dev.sailplane.training.data;

import java.util.List;

/** Examples by number: the same number always gives the same example. Safe for use by many threads. */
public interface ExampleSource {
    /**
     * An example.
     *
     * @param number from 0; there is one for every number
     * @param side width and height of the picture in pixels
     * @throws DataException when there is not one picture of use
     */
    Example example(long number, int side);

    /** Captions to draw while it is being learnt, the same ones every time. */
    List<String> prompts(int count);

    /** What is learnt from, in one line: two sources that say the same give the same examples. */
    String identity();
}
