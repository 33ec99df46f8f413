package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One GLIDE U-Net with its text encoder, its weights on the device. Not for use by several threads at once. Whoever
 * loaded it closes it; {@link PromptEncoding}s it made are gone with it.
 */
public final class GlideNetwork implements PromptedNetwork {
    private final NetworkConfiguration configuration;
    private final TorchModule module;
    private final DeviceWeights weights;

    private GlideNetwork(NetworkConfiguration configuration, TorchModule module, DeviceWeights weights) {
        this.configuration = configuration;
        this.module = module;
        this.weights = weights;
    }

    /**
     * Copies the weights to the device, converts and packs them. The checkpoint may be closed afterwards.
     *
     * @throws StateDictException when the checkpoint's keys, shapes or number formats are not those the configuration
     *     demands
     * @throws IllegalArgumentException when this machine lacks the device, or the device the precision
     */
    public static GlideNetwork load(
            NetworkConfiguration configuration, Checkpoint checkpoint, ComputeSettings settings) {
        Map<String, StoredTensor> stored = StateDictLayout.of(configuration).read(checkpoint);
        TorchModule module = TorchModule.load(configuration, settings);
        try {
            WeightPreparation preparation = new WeightPreparation(module, stored);
            DeviceWeights weights = DeviceWeights.prepare(NetworkPlan.of(configuration), preparation);
            return new GlideNetwork(configuration, module, weights);
        } catch (RuntimeException failure) {
            module.close();
            throw failure;
        }
    }

    @Override
    public NetworkConfiguration configuration() {
        return configuration;
    }

    @Override
    public boolean onGpu() {
        return module.onGpu();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the tokens are not as many as the context is long, or unknown
     */
    @Override
    public PromptEncoding encode(PromptTokens tokens) {
        TextConfiguration text = configuration.text();
        check(tokens, text);
        long[] ids = Arrays.stream(tokens.ids()).asLongStream().toArray();
        PtNDManager owner = module.manager().newSubManager(module.manager().getDevice());
        try (TorchScope scope = new TorchScope(module.manager())) {
            List<PtNDArray> answer = scope.tensors(
                    module.run(
                            "encode",
                            weights.embeddings(),
                            weights.transformer(),
                            weights.finalNorm(),
                            weights.pooled(),
                            weights.textKeys(),
                            scope.value(text.heads()),
                            scope.value(scope.longs(ids, 1, ids.length)),
                            scope.value(scope.booleans(tokens.mask(), 1, ids.length))),
                    owner);
            return new DevicePromptEncoding(module, owner, answer.get(0), answer.get(1));
        } catch (RuntimeException failure) {
            owner.close();
            throw failure;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when a row is not fit for this network: another size, a size no multiple of
     *     {@link NetworkConfiguration#sizeMultiple()}, a picture missing or too much, a prompt encoded by another
     *     network
     */
    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        Batch batch = new Batch(configuration, module, rows);
        try (TorchScope scope = new TorchScope(module.manager())) {
            float[] answer = scope.floats(module.run(
                    "predict",
                    weights.time(),
                    weights.blocks(),
                    weights.last(),
                    weights.plan(),
                    scope.value(batch.samples(scope)),
                    scope.value(batch.timesteps(scope)),
                    scope.list(batch.pooledTexts()),
                    scope.list(batch.textKeys()),
                    scope.list(batch.lowResolutions(scope)),
                    scope.list(batch.knownPixels(scope))));
            return IntStream.range(0, rows.size())
                    .mapToObj(row -> prediction(answer, row, rows.getFirst().sample()))
                    .toList();
        }
    }

    @Override
    public void close() {
        weights.close();
        module.close();
    }

    TorchModule module() {
        return module;
    }

    DeviceWeights weights() {
        return weights;
    }

    static void check(PromptTokens tokens, TextConfiguration text) {
        if (tokens.ids().length != text.contextLength()) {
            throw new IllegalArgumentException(
                    "a prompt has %d tokens, not %d".formatted(text.contextLength(), tokens.ids().length));
        }
        for (int id : tokens.ids()) {
            if (id < 0 || id >= text.vocabularySize()) {
                throw new IllegalArgumentException(
                        "token ids are 0 to %d, not %d".formatted(text.vocabularySize() - 1, id));
            }
        }
    }

    private static NoisePrediction prediction(float[] answer, int row, PixelTensor sample) {
        int planes = sample.values().length;
        int start = 2 * row * planes;
        return new NoisePrediction(
                pixels(sample, answer, start, start + planes),
                pixels(sample, answer, start + planes, start + 2 * planes));
    }

    private static PixelTensor pixels(PixelTensor sample, float[] values, int from, int to) {
        return new PixelTensor(
                sample.channels(), sample.height(), sample.width(), Arrays.copyOfRange(values, from, to));
    }
}
