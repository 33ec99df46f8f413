package dev.sailplane.worker.job;

import dev.sailplane.contract.Numerics;
import java.time.Duration;
import java.util.List;

/**
 * What the engine made of an order.
 *
 * @param pictures in the order's order
 * @param deviceTime how long the device worked for it
 * @param numerics what the pictures' bits depend on
 */
public record DrawnImages(List<Picture> pictures, Duration deviceTime, Numerics numerics) {
    public DrawnImages {
        pictures = List.copyOf(pictures);
    }
}
