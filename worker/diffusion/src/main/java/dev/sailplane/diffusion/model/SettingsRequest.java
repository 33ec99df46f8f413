package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.pipeline.GenerationSettings;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.UpsamplingSettings;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a caller wants otherwise than the model's defaults.
 *
 * @param size height and width in pixels; one of the model's two sizes
 * @param baseSteps timesteps of the base stage
 * @param upsamplingSteps timesteps of the upsampling stage
 * @param sampler of the base stage
 * @param guidanceScale of the base stage
 */
public record SettingsRequest(
        OptionalInt size,
        Optional<StepSelection> baseSteps,
        Optional<StepSelection> upsamplingSteps,
        Optional<Sampler> sampler,
        OptionalDouble guidanceScale) {
    /** The model's defaults throughout. */
    public static final SettingsRequest DEFAULTS = new SettingsRequest(
            OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalDouble.empty());

    /**
     * The settings to generate with.
     *
     * @param edit whether a picture is to be edited, which may have other defaults
     * @throws IllegalArgumentException when a value is out of its range or the model makes no pictures of that size
     */
    public GenerationSettings completedBy(GlidePipeline pipeline, boolean edit) {
        GenerationSettings defaults = pipeline.defaults(edit);
        GenerationSettings whole = new GenerationSettings(
                base(defaults.base()), defaults.upsampling().map(this::upsampling));
        int full = pipeline.imageSize(whole);
        int small = pipeline.imageSize(whole.withoutUpsampling());
        int wanted = size.orElse(full);
        if (wanted != full && wanted != small) {
            throw new IllegalArgumentException(
                    "size must be %d or %d with this model, not %d".formatted(small, full, wanted));
        }
        return wanted == full ? whole : whole.withoutUpsampling();
    }

    private BaseSettings base(BaseSettings defaults) {
        Sampler step = sampler.orElse(defaults.sampler());
        return new BaseSettings(
                baseSteps
                        .map(steps -> steps.with(step, Respacing.DIFFUSION_STEPS))
                        .orElse(defaults.respacing()),
                step,
                guidanceScale.orElse(defaults.guidanceScale()));
    }

    private UpsamplingSettings upsampling(UpsamplingSettings defaults) {
        return new UpsamplingSettings(
                upsamplingSteps
                        .map(steps -> steps.with(
                                defaults.sampler(), defaults.respacing().span()))
                        .orElse(defaults.respacing()),
                defaults.sampler(),
                defaults.temperature());
    }
}
