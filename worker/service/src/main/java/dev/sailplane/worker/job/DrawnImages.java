package dev.sailplane.worker.job;

import java.time.Duration;
import java.util.List;

/**
 * What the engine made of an order.
 *
 * @param pictures in the order's order
 * @param deviceTime how long the device worked for it
 */
public record DrawnImages(List<Picture> pictures, Duration deviceTime) {
    public DrawnImages {
        pictures = List.copyOf(pictures);
    }
}
