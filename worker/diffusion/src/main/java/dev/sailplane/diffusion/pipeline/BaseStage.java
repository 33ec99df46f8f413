package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.schedule.BetaSchedule;

/**
 * A base network and how to sample it.
 *
 * @param network makes small pictures; closed by the pipeline it is handed to
 * @param schedule the schedule it was trained with
 * @param defaults settings for requests that name none
 */
public record BaseStage(PromptedNetwork network, BetaSchedule schedule, BaseSettings defaults) {
    public BaseStage {
        if (network.configuration().superResolution()) {
            throw new IllegalArgumentException("a base network takes no low-resolution picture, but this one does");
        }
    }

    int imageSize() {
        return network.configuration().imageSize();
    }
}
