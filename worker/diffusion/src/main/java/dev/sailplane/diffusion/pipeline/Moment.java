package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.PixelTensor;
import java.time.Duration;
import java.util.List;

/**
 * A generation between two steps. Immutable; what is computed from it may be computed on any thread, also later.
 *
 * @param predicted what the latest steps expect the pictures to become, x_0, [3, H, W] each
 * @param state where the pictures are
 * @param deviceTime what it took so far of the device's time
 */
public record Moment(List<PixelTensor> predicted, GenerationState state, Duration deviceTime) {
    public Moment {
        predicted = List.copyOf(predicted);
    }

    /** The expected pictures in the request's order, by the 8-bit rule of finished ones. */
    public List<RgbImage> previews() {
        return predicted.stream().map(EightBits::picture).toList();
    }
}
