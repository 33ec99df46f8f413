package dev.sailplane.diffusion.pipeline;

import java.util.Optional;

/**
 * How both stages sample.
 *
 * @param base the base stage
 * @param upsampling the upsampling stage; absent for a picture of the base network's size
 */
public record GenerationSettings(BaseSettings base, Optional<UpsamplingSettings> upsampling) {
    /** The same without the upsampling stage. */
    public GenerationSettings withoutUpsampling() {
        return new GenerationSettings(base, Optional.empty());
    }

    /** Steps of a stage's schedule; none of a stage that is not asked for. */
    int steps(Stage stage) {
        return switch (stage) {
            case BASE -> base.respacing().steps();
            case UPSAMPLING ->
                upsampling.map(settings -> settings.respacing().steps()).orElse(0);
        };
    }
}
