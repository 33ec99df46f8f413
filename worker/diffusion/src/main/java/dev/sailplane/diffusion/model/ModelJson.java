package dev.sailplane.diffusion.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.TextConfiguration;
import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.pipeline.UpsamplingSettings;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The way from {@code model.json} to a {@link ModelDescription}: parsed once, every complaint names its field. */
final class ModelJson {
    private static final long MAXIMUM_BYTES = 1 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private ModelJson() {}

    static ModelDescription read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new ModelException(file, "is larger than any model description");
        }
        try {
            return model(new JsonFields("", JSON.readTree(Files.readAllBytes(file))));
        } catch (JacksonException notJson) {
            throw new ModelException(file, "is not JSON: " + notJson.getOriginalMessage(), notJson);
        } catch (IllegalArgumentException invalid) {
            throw new ModelException(file, "is no valid model description: " + invalid.getMessage(), invalid);
        }
    }

    private static ModelDescription model(JsonFields fields) {
        var name = fields.parsed("name", ModelName::parse);
        var description = fields.text("description");
        var license = fields.optionalText("license");
        var weights = fields.parsed("weights", text -> constant(WeightsKind.class, text));
        var networks = networks(fields.object("networks"));
        return fields.end(() -> new ModelDescription(name, description, license, weights, networks));
    }

    private static Map<NetworkRole, ModelNetwork> networks(JsonFields fields) {
        Map<NetworkRole, ModelNetwork> networks = new EnumMap<>(NetworkRole.class);
        for (NetworkRole role : NetworkRole.values()) {
            if (fields.has(role.key())) {
                networks.put(role, network(role, fields.object(role.key())));
            }
        }
        return fields.end(() -> networks);
    }

    private static ModelNetwork network(NetworkRole role, JsonFields fields) {
        var configuration = configuration(fields.object("configuration"));
        var schedule = fields.parsed("schedule", BetaSchedule::ofKey);
        var dtype = fields.parsed("dtype", text -> constant(Precision.class, text));
        var file = file(fields.object("file"));
        var defaults = defaults(role, fields.object("defaults"));
        return fields.end(() -> new ModelNetwork(configuration, schedule, dtype, file, defaults));
    }

    private static NetworkConfiguration configuration(JsonFields fields) {
        int imageSize = fields.positive("imageSize");
        int channels = fields.positive("channels");
        var multipliers = fields.positives("channelMultipliers");
        int residualBlocks = fields.positive("residualBlocks");
        var attentionResolutions = fields.positives("attentionResolutions");
        var heads = attentionHeads(fields.object("attentionHeads"));
        boolean superResolution = fields.flag("superResolution");
        boolean inpainting = fields.flag("inpainting");
        boolean scaleShiftNorm = fields.flag("scaleShiftNorm");
        boolean residualUpDown = fields.flag("residualUpDown");
        var text = text(fields.object("text"));
        return fields.end(() -> new NetworkConfiguration(
                imageSize,
                channels,
                multipliers,
                residualBlocks,
                attentionResolutions,
                heads,
                superResolution,
                inpainting,
                scaleShiftNorm,
                residualUpDown,
                text));
    }

    private static AttentionHeads attentionHeads(JsonFields fields) {
        AttentionHeads heads = fields.has("count")
                ? new AttentionHeads.Count(fields.positive("count"))
                : new AttentionHeads.OfWidth(fields.positive("width"));
        return fields.end(() -> heads);
    }

    private static TextConfiguration text(JsonFields fields) {
        int contextLength = fields.positive("contextLength");
        int width = fields.positive("width");
        int layers = fields.positive("layers");
        int heads = fields.positive("heads");
        int vocabularySize = fields.positive("vocabularySize");
        boolean paddingEmbedding = fields.flag("paddingEmbedding");
        boolean finalLayerNorm = fields.flag("finalLayerNorm");
        return fields.end(() -> new TextConfiguration(
                contextLength, width, layers, heads, vocabularySize, paddingEmbedding, finalLayerNorm));
    }

    private static WeightsFile file(JsonFields fields) {
        var name = fields.text("name");
        long exact = fields.isObject("size") ? 0 : fields.bytes("size");
        long minimum = exact > 0 ? exact : fields.object("size").bytes("minimum");
        long maximum = exact > 0 ? exact : fields.object("size").bytes("maximum");
        var sha256 = fields.optionalText("sha256");
        var address =
                fields.has("address") ? Optional.of(fields.parsed("address", URI::create)) : Optional.<URI>empty();
        return fields.end(() -> new WeightsFile(name, minimum, maximum, sha256, address));
    }

    private static StageDefaults defaults(NetworkRole role, JsonFields fields) {
        var respacing = fields.parsed("respacing", Respacing::new);
        Sampler sampler = sampler(fields);
        if (role.superResolution()) {
            double temperature = fields.number("temperature");
            return fields.end(
                    () -> new StageDefaults.OfUpsampler(new UpsamplingSettings(respacing, sampler, temperature)));
        }
        double guidanceScale = fields.number("guidanceScale");
        return fields.end(() -> new StageDefaults.OfBase(new BaseSettings(respacing, sampler, guidanceScale)));
    }

    private static Sampler sampler(JsonFields fields) {
        String name = fields.text("sampler");
        return switch (name) {
            case "ancestral" -> new Sampler.Ancestral();
            case "ddim" -> fields.parsedNumber("eta", Sampler.Ddim::new);
            default -> throw fields.complaint("sampler", "must be ancestral or ddim");
        };
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        var known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new IllegalArgumentException("must be one of " + known);
    }
}
