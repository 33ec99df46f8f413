package dev.sailplane.diffusion.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code model.json} says: a valid description of a model, whether or not its weights are there.
 *
 * @param name owner/name
 * @param description for people
 * @param license SPDX identifier of the weights' licence, where one is stated
 * @param weights what may be expected of the weights
 * @param networks the networks; {@link NetworkRole#BASE} at least
 */
public record ModelDescription(
        ModelName name,
        String description,
        Optional<String> license,
        WeightsKind weights,
        Map<NetworkRole, ModelNetwork> networks) {
    /** The description's file name in a model's folder. */
    public static final String FILE_NAME = "model.json";

    public ModelDescription {
        if (!networks.containsKey(NetworkRole.BASE)) {
            throw new IllegalArgumentException("networks.base is missing");
        }
        if (networks.containsKey(NetworkRole.UPSAMPLE_INPAINT) && !networks.containsKey(NetworkRole.BASE_INPAINT)) {
            throw new IllegalArgumentException("networks.upsample-inpaint needs networks.base-inpaint");
        }
        networks.forEach(ModelDescription::requireRole);
        networks = Collections.unmodifiableMap(new EnumMap<>(networks));
    }

    /**
     * Reads a description.
     *
     * @throws ModelException when the file is no valid description; the message names the field
     * @throws IOException when the file cannot be read
     */
    public static ModelDescription read(Path file) throws IOException {
        return ModelJson.read(file);
    }

    /** A network, where the model has it. */
    public Optional<ModelNetwork> network(NetworkRole role) {
        return Optional.ofNullable(networks.get(role));
    }

    private static void requireRole(NetworkRole role, ModelNetwork network) {
        require(network.configuration().superResolution() == role.superResolution(), role, "superResolution");
        require(network.configuration().inpainting() == role.inpainting(), role, "inpainting");
    }

    private static void require(boolean holds, NetworkRole role, String field) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "networks.%s.configuration.%s contradicts the network's place".formatted(role.key(), field));
        }
    }
}
