package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.Checkpoints;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The tiny networks of the reference vectors. */
public final class TinyNetworks {
    /** One thread: these networks are too small to share, and the machine may be busy. */
    static final ComputeSettings CPU = new ComputeSettings("cpu", Precision.FP32, 1);

    private TinyNetworks() {}

    /** Configuration of {@code NAME.safetensors}, from the manifest. */
    public static NetworkConfiguration configuration(String name) {
        JsonNode config = Golden.json("manifest.json")
                .path("files")
                .path(name + ".safetensors")
                .path("config");
        String type = config.path("class").asText();
        int imageSize;
        try (Golden golden = Golden.open(name)) {
            imageSize = golden.shape("x")[2];
        }
        int channelsPerHead = config.path("num_head_channels").asInt();
        return new NetworkConfiguration(
                imageSize,
                config.path("model_channels").asInt(),
                integers(config.path("channel_mult")),
                config.path("num_res_blocks").asInt(),
                integers(config.path("attention_resolutions")).stream()
                        .map(factor -> imageSize / factor)
                        .toList(),
                channelsPerHead > 0
                        ? new AttentionHeads.OfWidth(channelsPerHead)
                        : new AttentionHeads.Count(config.path("num_heads").asInt()),
                type.contains("SuperRes"),
                type.contains("Inpaint"),
                config.path("use_scale_shift_norm").asBoolean(),
                config.path("resblock_updown").asBoolean(),
                text(config));
    }

    /** The formula's weights for a tiny network; the caller closes them. */
    public static FormulaCheckpoint weights(String name) {
        return new FormulaCheckpoint(StateDictLayout.of(configuration(name)).shapes());
    }

    private static TextConfiguration text(JsonNode config) {
        return new TextConfiguration(
                config.path("text_ctx").asInt(),
                config.path("xf_width").asInt(),
                config.path("xf_layers").asInt(),
                config.path("xf_heads").asInt(),
                config.path("n_vocab").asInt(),
                config.path("xf_padding").asBoolean(),
                config.path("xf_final_ln").asBoolean());
    }

    private static List<Integer> integers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    /** A tiny network on a device; the caller closes it. */
    static GlideNetwork load(String name, ComputeSettings settings) {
        try (Checkpoint checkpoint = checkpoint(name)) {
            return GlideNetwork.load(configuration(name), checkpoint, settings);
        }
    }

    private static Checkpoint checkpoint(String name) {
        boolean saved = TinyNetworks.class.getResource("/golden/" + name + ".pt") != null;
        try {
            return saved ? Checkpoints.open(Golden.path(name + ".pt")) : weights(name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows of the reference's batch at the given timesteps. */
    static List<NoisyRow> rows(Golden golden, TinyPrompts prompts, double[] timesteps, boolean known) {
        List<NoisyRow> rows = new ArrayList<>();
        for (int row = 0; row < timesteps.length; row++) {
            Optional<KnownPixels> pixels = known && golden.has("inpaint_image")
                    ? Optional.of(
                            new KnownPixels(pixels(golden, "inpaint_image", row), pixels(golden, "inpaint_mask", row)))
                    : Optional.empty();
            Optional<PixelTensor> small =
                    golden.has("low_res") ? Optional.of(pixels(golden, "low_res", row)) : Optional.empty();
            rows.add(new NoisyRow(
                    pixels(golden, "x", row),
                    timesteps[row],
                    new Conditioning(prompts.encodings().get(row), small, pixels)));
        }
        return rows;
    }

    static PromptTokens tokens(Golden golden, int row) {
        int length = golden.shape("tokens")[1];
        long[] all = golden.longs("tokens");
        byte[] masks = golden.bytes("mask");
        int[] ids = new int[length];
        boolean[] mask = new boolean[length];
        for (int column = 0; column < length; column++) {
            ids[column] = Math.toIntExact(all[row * length + column]);
            mask[column] = masks[row * length + column] != 0;
        }
        return new PromptTokens(ids, mask);
    }

    /** One row of a picture-shaped golden tensor. */
    static PixelTensor pixels(Golden golden, String key, int row) {
        int[] shape = golden.shape(key);
        int size = shape[1] * shape[2] * shape[3];
        float[] values = Arrays.copyOfRange(golden.floats(key), row * size, (row + 1) * size);
        return new PixelTensor(shape[1], shape[2], shape[3], values);
    }

    /** Predictions as the reference stores them: [N, 6, H, W]. */
    static float[] joined(List<NoisePrediction> predictions) {
        int planes = predictions.getFirst().noise().values().length;
        float[] joined = new float[2 * planes * predictions.size()];
        for (int row = 0; row < predictions.size(); row++) {
            System.arraycopy(predictions.get(row).noise().values(), 0, joined, 2 * row * planes, planes);
            System.arraycopy(predictions.get(row).variance().values(), 0, joined, (2 * row + 1) * planes, planes);
        }
        return joined;
    }

    /** The largest absolute difference. */
    static double distance(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }

    /** Root mean square of the difference, as a part of the expected values' own. */
    static double relativeError(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double square = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow((double) actual[i] - expected[i], 2);
            square += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / square);
    }
}
