package dev.sailplane.training.run;

import dev.sailplane.diffusion.network.LearningMode;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.TrainableNetwork;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import java.util.Optional;

/**
 * What is learnt.
 *
 * @param configuration the network's shape; it decides whether there are known pixels
 * @param schedule its noise schedule
 * @param upsampling what an upsampler is given; absent for base networks
 * @param mode what of the network changes, and how
 */
public record Lesson(
        NetworkConfiguration configuration, BetaSchedule schedule, Optional<Upsampling> upsampling, LearningMode mode) {
    public Lesson {
        if (configuration.superResolution() != upsampling.isPresent()) {
            throw new IllegalArgumentException("small pictures are for upsamplers, and for all");
        }
        upsampling.ifPresent(given -> given.requireFit(configuration));
    }

    /** Bytes of memory on the device that do not depend on the batch. */
    public long heldBytes() {
        return TrainableNetwork.heldBytes(configuration, mode.part());
    }

    /** Pixels of a large picture for each of a small one, along a side; 1 for base networks. */
    int ratio() {
        return upsampling.map(given -> given.ratio(configuration)).orElse(1);
    }

    /** Side of the pictures that the network is given, in pixels. */
    int side() {
        return upsampling.map(Upsampling::crop).orElse(configuration.imageSize());
    }
}
