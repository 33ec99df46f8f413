package dev.sailplane.contract;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is to be drawn. Validated and completed by the API; an absent setting is the model's default, resolved by the
 * worker.
 *
 * @param prompt up to {@value #MAXIMUM_PROMPT_CHARACTERS} characters; empty only for a {@link Variation}
 * @param negativePrompt what to steer away from; empty for the plain unconditional prediction
 * @param seed 0 to {@value #MAXIMUM_SEED}; always present, so that a job can be drawn again
 * @param numOutputs pictures, 1 to {@value #MAXIMUM_OUTPUTS}
 * @param size height and width in pixels, one of the model's sizes
 * @param numInferenceSteps steps of the base stage, 1 to {@value #MAXIMUM_STEPS}
 * @param upsampleSteps steps of the upsampling stage, 1 to {@value #MAXIMUM_STEPS}
 * @param sampler of the base stage
 * @param guidanceScale classifier-free guidance, 0 to {@value #MAXIMUM_GUIDANCE_SCALE}
 * @param source the picture to start from, if there is one
 * @param output how the pictures are to be delivered
 * @param branch the job whose first steps this one shares, if it is a branch
 * @param checkpointSteps steps of the base stage after which the work in progress is kept, so that other jobs can branch
 *     off there: at most {@value #MAXIMUM_CHECKPOINT_STEPS}
 */
public record GenerationInput(
        String prompt,
        String negativePrompt,
        long seed,
        int numOutputs,
        OptionalInt size,
        OptionalInt numInferenceSteps,
        OptionalInt upsampleSteps,
        Optional<Sampler> sampler,
        OptionalDouble guidanceScale,
        Optional<Source> source,
        OutputOptions output,
        Optional<Branch> branch,
        Set<Integer> checkpointSteps) {

    public static final int MAXIMUM_PROMPT_CHARACTERS = 4_000;
    /** The largest integer that every JSON reader keeps exact. */
    public static final long MAXIMUM_SEED = (1L << 53) - 1;

    public static final int MAXIMUM_OUTPUTS = 10;
    public static final int MAXIMUM_STEPS = 1_000;
    public static final double MAXIMUM_GUIDANCE_SCALE = 20;
    public static final int MAXIMUM_CHECKPOINT_STEPS = 8;

    public GenerationInput {
        checkpointSteps = Set.copyOf(checkpointSteps);
    }

    /** The same with another picture to start from. */
    public GenerationInput withSource(Optional<Source> other) {
        return new GenerationInput(
                prompt,
                negativePrompt,
                seed,
                numOutputs,
                size,
                numInferenceSteps,
                upsampleSteps,
                sampler,
                guidanceScale,
                other,
                output,
                branch,
                checkpointSteps);
    }

    /** A picture to start from, already in the bucket. */
    public sealed interface Source {
        /** Object key of an RGB PNG. */
        String imageKey();
    }

    /**
     * A part of the picture is drawn anew, the rest is kept.
     *
     * @param imageKey object key of an RGB PNG
     * @param maskKey object key of an 8-bit grey PNG of the same size: 255 = keep, 0 = generate
     */
    public record Edit(String imageKey, String maskKey) implements Source {}

    /**
     * The whole picture is drawn anew, beginning part of the way from noise (SDEdit; Meng et al. 2021).
     *
     * @param imageKey object key of an RGB PNG
     * @param strength how much of the way is walked, above 0 to 1: at 1 nothing of the picture is left
     */
    public record Variation(String imageKey, double strength) implements Source {}

    /**
     * The way begins as another job's: its first steps are taken as {@code prefix} says, all others as the input does that
     * holds this. Number and size of the pictures and the steps of the base stage are the same in both.
     *
     * @param parent the job branched off
     * @param prefix the parent's input
     * @param step steps of the base stage that are shared, at least 1, less than all
     */
    public record Branch(JobId parent, GenerationInput prefix, int step) {}
}
