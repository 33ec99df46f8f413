package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.schedule.BetaSchedule;

/**
 * An upsampler and how to sample it.
 *
 * @param network makes large pictures of small ones; closed by the pipeline it is handed to
 * @param schedule the schedule it was trained with
 * @param defaults settings for requests that name none
 */
public record UpsamplingStage(PromptedNetwork network, BetaSchedule schedule, UpsamplingSettings defaults) {
    public UpsamplingStage {
        if (!network.configuration().superResolution()) {
            throw new IllegalArgumentException(
                    "an upsampler takes a low-resolution picture, but this network does not");
        }
    }

    int imageSize() {
        return network.configuration().imageSize();
    }
}
