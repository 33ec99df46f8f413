package dev.sailplane.cli.evaluate;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.pipeline.Course;
import dev.sailplane.diffusion.pipeline.GenerationState;
import dev.sailplane.diffusion.pipeline.PictureState;
import dev.sailplane.diffusion.pipeline.Stage;
import dev.sailplane.training.data.AreaAverage;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneRenderer;
import java.util.List;
import java.util.Optional;

/**
 * True renders made small, as an upsampler learns from them, to be made large again.
 *
 * @param small side of a base picture, in pixels
 * @param large side of an enlarged one, a multiple of it
 */
record Enlargement(SceneRenderer renderer, int small, int large) {
    /** What it should become. */
    RgbImage truth(Scene scene) {
        return renderer.render(scene, large);
    }

    /** What one has without an upsampler. */
    RgbImage bicubic(Scene scene) {
        return BicubicResize.resize(reduced(scene), large, large);
    }

    /** The way of a generation whose base stage has just ended with the small picture. */
    Course course(Scene scene, int baseSteps) {
        PictureState turn = new PictureState(Stage.BASE, baseSteps, EightBits.tensor(reduced(scene)), Optional.empty());
        return Course.from(new GenerationState(List.of(Optional.of(turn))));
    }

    private RgbImage reduced(Scene scene) {
        return AreaAverage.of(truth(scene), 0, 0, large, small);
    }
}
