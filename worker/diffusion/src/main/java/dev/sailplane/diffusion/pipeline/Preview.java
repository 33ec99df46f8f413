package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.RgbImage;
import java.util.List;

/** The pictures as a step expects them to be when they are finished. Computed when asked for, on any thread, also later. */
@FunctionalInterface
public interface Preview {
    /** One a picture, in the request's order, of the stage's size; by the 8-bit rule of finished pictures. */
    List<RgbImage> pictures();
}
