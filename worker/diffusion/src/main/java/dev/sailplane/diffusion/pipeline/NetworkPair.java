package dev.sailplane.diffusion.pipeline;

import java.util.Optional;

/**
 * The networks of one task, prompt to large picture.
 *
 * @param base makes the small picture
 * @param upsampling enlarges it; absent when the model has no upsampler
 */
public record NetworkPair(BaseStage base, Optional<UpsamplingStage> upsampling) {
    GenerationSettings defaults() {
        return new GenerationSettings(base.defaults(), upsampling.map(UpsamplingStage::defaults));
    }

    UpsamplingStage upsampler() {
        return upsampling.orElseThrow(
                () -> new IllegalArgumentException("upsampling was asked for, but the model has no upsampler"));
    }

    void close() {
        base.network().close();
        upsampling.ifPresent(stage -> stage.network().close());
    }
}
