package dev.sailplane.diffusion.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The tiny networks of the reference vectors. */
public final class TinyNetworks {
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

    static int[] row(long[] values, int row, int length) {
        return IntStream.range(0, length)
                .map(column -> Math.toIntExact(values[row * length + column]))
                .toArray();
    }
}
