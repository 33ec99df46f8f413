package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.pipeline.UpsamplingSettings;

/** How a network is sampled unless the user says otherwise. */
public sealed interface StageDefaults {
    /** Of a base network. */
    record OfBase(BaseSettings settings) implements StageDefaults {}

    /** Of an upsampler. */
    record OfUpsampler(UpsamplingSettings settings) implements StageDefaults {}
}
