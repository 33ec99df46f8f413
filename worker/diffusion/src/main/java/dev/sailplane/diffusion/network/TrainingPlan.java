package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import dev.sailplane.diffusion.network.Weight.Role;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code training.py} must know of a network besides its weights.
 *
 * @param narrowed of each weight, 1 where products take it in their own format
 * @param changing of each weight, 1 where it is trained
 * @param counts weights of each part, in the state dict's order
 * @param steps the U-Net's instructions
 * @param heads of the text encoder
 * @param recompute whether blocks are computed a second time instead of kept
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record TrainingPlan(long[] narrowed, long[] changing, long[] counts, List<Step> steps, int heads, boolean recompute) {
    static TrainingPlan of(
            NetworkConfiguration configuration, TrainingTensors tensors, TorchModule module, boolean recompute) {
        NetworkPlan plan = NetworkPlan.of(configuration);
        return new TrainingPlan(
                plan.weights()
                        .mapToLong(weight -> narrowed(weight.role(), module.onGpu()) ? 1 : 0)
                        .toArray(),
                tensors.changing(),
                Stream.of(
                                plan.textEmbeddings(),
                                plan.timeEmbedding(),
                                plan.blocks(),
                                plan.out(),
                                plan.transformer(),
                                plan.finalNorm(),
                                plan.tokenEmbedding(),
                                plan.pooled())
                        .mapToLong(List::size)
                        .toArray(),
                plan.steps(),
                configuration.text().heads(),
                recompute);
    }

    /** In the order that the text wants them. */
    List<PtNDArray> tensors(TorchScope scope) {
        long[] numbers =
                steps.stream().map(Step::numbers).flatMapToLong(Arrays::stream).toArray();
        return List.of(
                scope.longs(narrowed, narrowed.length),
                scope.longs(counts, counts.length),
                scope.longs(numbers, steps.size(), numbers.length / steps.size()),
                scope.longs(new long[] {heads}, 1),
                scope.longs(changing, changing.length),
                scope.longs(new long[] {recompute ? 1 : 0}, 1));
    }

    private static boolean narrowed(Role role, boolean onGpu) {
        return switch (role) {
            case Role.Product _ -> true;
            case Role.Exact _ -> false;
            case Role.Norm _ -> onGpu; // whose norms want gain and bias in the format of their input
            case Role.Convolution(int _, int _, boolean narrowed) -> narrowed;
        };
    }
}
