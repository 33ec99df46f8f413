package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.network.NetworkConfiguration;

/**
 * One network of a model.
 *
 * @param configuration the network's shape
 * @param schedule the noise schedule it was trained with
 * @param dtype the number format to compute in unless the user names another: {@code float32}, {@code float16} or
 *     {@code bfloat16}
 * @param file its weights
 * @param defaults how it is sampled unless the user says otherwise
 */
public record ModelNetwork(
        NetworkConfiguration configuration,
        ScheduleKind schedule,
        String dtype,
        WeightsFile file,
        StageDefaults defaults) {
    /** The two noise schedules of GLIDE. */
    public enum ScheduleKind {
        SQUAREDCOS_CAP_V2,
        LINEAR
    }
}
