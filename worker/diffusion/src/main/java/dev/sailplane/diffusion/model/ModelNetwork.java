package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.pipeline.UpsamplingSettings;
import dev.sailplane.diffusion.schedule.BetaSchedule;

/**
 * One network of a model.
 *
 * @param configuration the network's shape
 * @param schedule the noise schedule it was trained with
 * @param dtype the number format to compute in unless the user names another
 * @param file its weights
 * @param defaults how it is sampled unless the user says otherwise
 */
public record ModelNetwork(
        NetworkConfiguration configuration,
        BetaSchedule schedule,
        Precision dtype,
        WeightsFile file,
        StageDefaults defaults) {
    /** How it is sampled as a base network; only a network in such a place has an answer. */
    BaseSettings baseDefaults() {
        return switch (defaults) {
            case StageDefaults.OfBase(BaseSettings settings) -> settings;
            case StageDefaults.OfUpsampler _ -> throw new IllegalStateException("an upsampler is no base network");
        };
    }

    /** How it is sampled as an upsampler; only a network in such a place has an answer. */
    UpsamplingSettings upsamplingDefaults() {
        return switch (defaults) {
            case StageDefaults.OfUpsampler(UpsamplingSettings settings) -> settings;
            case StageDefaults.OfBase _ -> throw new IllegalStateException("a base network is no upsampler");
        };
    }
}
