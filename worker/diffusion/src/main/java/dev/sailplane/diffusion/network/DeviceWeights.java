package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network's weights and plan on the device, as the arguments they are to the text. Closing it frees the handles; the
 * arrays go with the module's manager.
 *
 * @param embeddings tokens, positions, paddings if any
 * @param transformer twelve tensors a layer
 * @param finalNorm gain and bias, or empty
 * @param pooled the projection of the pooled text
 * @param textKeys matrix and bias of every attention layer
 * @param time the time embedding
 * @param blocks the U-Net's weights, in the plan's order
 * @param last last norm and convolution
 * @param plan the U-Net's steps
 */
record DeviceWeights(
        IValue embeddings,
        IValue transformer,
        IValue finalNorm,
        IValue pooled,
        IValue textKeys,
        IValue time,
        IValue blocks,
        IValue last,
        IValue plan)
        implements AutoCloseable {

    static DeviceWeights prepare(NetworkPlan plan, WeightPreparation weights) {
        List<PtNDArray> embeddings = new ArrayList<>(weights.prepare(plan.tokenEmbedding()));
        embeddings.addAll(weights.prepare(plan.textEmbeddings()));
        List<PtNDArray> blocks = weights.prepare(plan.blocks());
        return new DeviceWeights(
                list(embeddings),
                list(weights.prepare(plan.transformer())),
                list(weights.prepare(plan.finalNorm())),
                list(weights.prepare(plan.pooled())),
                list(plan.textKeys().stream()
                        .map(weight -> blocks.get(plan.blocks().indexOf(weight)))
                        .toList()),
                list(weights.prepare(plan.timeEmbedding())),
                list(blocks),
                list(weights.prepare(plan.out())),
                steps(plan.steps()));
    }

    @Override
    public void close() {
        Stream.of(embeddings, transformer, finalNorm, pooled, textKeys, time, blocks, last, plan)
                .forEach(IValue::close);
    }

    private static IValue list(List<PtNDArray> tensors) {
        return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
    }

    static IValue steps(List<Step> steps) {
        IValue[] numbers =
                steps.stream().map(step -> IValue.listFrom(step.numbers())).toArray(IValue[]::new);
        try {
            return IValue.listFrom(numbers);
        } finally {
            Stream.of(numbers).forEach(IValue::close);
        }
    }
}
