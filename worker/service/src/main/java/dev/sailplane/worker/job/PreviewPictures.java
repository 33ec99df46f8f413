package dev.sailplane.worker.job;

import java.util.List;

/** The pictures of an order as a step expects them to be when they are finished, small. */
@FunctionalInterface
public interface PreviewPictures {
    /** One JPEG a picture, in the order's order. Made when asked for, on any thread, also after the step. */
    List<byte[]> jpegs();
}
