package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.PixelTensor;
import java.util.Optional;

/**
 * Where one picture is on its way: all that must be kept to go on elsewhere.
 *
 * @param stage the stage it is in
 * @param stepsDone steps of the stage's schedule that lie behind it, those not walked by a variation included
 * @param sample x_t at the stage's size
 * @param small the finished base picture, once it is being enlarged
 */
public record PictureState(Stage stage, int stepsDone, PixelTensor sample, Optional<PixelTensor> small) {
    public PictureState {
        if (stepsDone < 0) {
            throw new IllegalArgumentException("stepsDone must not be negative");
        }
        if (small.isPresent() != (stage == Stage.UPSAMPLING)) {
            throw new IllegalArgumentException("the upsampling stage, and no other, goes on from a small picture");
        }
    }
}
