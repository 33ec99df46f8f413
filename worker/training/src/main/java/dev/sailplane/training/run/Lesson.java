package dev.sailplane.training.run;

import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.schedule.BetaSchedule;

/**
 * What is learnt.
 *
 * @param configuration the network's shape
 * @param schedule its noise schedule
 */
public record Lesson(NetworkConfiguration configuration, BetaSchedule schedule) {}
