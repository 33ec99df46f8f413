package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with {@code model.json} and, once they are there, the weights it describes. Immutable; nothing is held open.
 *
 * @param folder the folder
 * @param description what {@code model.json} says
 */
public record ModelDirectory(Path folder, ModelDescription description) {
    /**
     * Reads the folder's description; the weights are not touched.
     *
     * @throws ModelException when there is no valid {@code model.json}
     * @throws IOException when it cannot be read
     */
    public static ModelDirectory open(Path folder) throws IOException {
        Path file = folder.resolve(ModelDescription.FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(folder, "holds no " + ModelDescription.FILE_NAME);
        }
        return new ModelDirectory(folder, ModelDescription.read(file));
    }

    /** Where a network's weights lie, or would lie. */
    public Path weights(NetworkRole role) {
        return folder.resolve(network(role).file().name());
    }

    /** Networks whose weights are not in the folder. */
    public List<NetworkRole> missing() {
        return description.networks().keySet().stream()
                .filter(role -> !Files.isRegularFile(weights(role)))
                .toList();
    }

    /**
     * Maps a network's weights. The caller closes them.
     *
     * @throws ModelException when the model has no such network or its weights are not in the folder
     * @throws dev.sailplane.diffusion.checkpoint.CheckpointException when the file is damaged
     * @throws IOException when the file cannot be read
     */
    public Checkpoint checkpoint(NetworkRole role) throws IOException {
        Path file = weights(role);
        if (!Files.isRegularFile(file)) {
            throw new ModelException("%s lacks its weights %s; fetch them with: sailplane models pull %s"
                    .formatted(description.name(), file, description.name()));
        }
        return Checkpoints.open(file);
    }

    /**
     * Checks all weights: sizes, containers, keys and shapes, hashes. Reads every file once as a whole.
     *
     * @throws IOException when a file cannot be read
     */
    public Map<NetworkRole, WeightsVerdict> verify() throws IOException {
        Map<NetworkRole, WeightsVerdict> verdicts = new EnumMap<>(NetworkRole.class);
        for (NetworkRole role : description.networks().keySet()) {
            verdicts.put(role, new WeightsCheck(network(role)).check(weights(role)));
        }
        return verdicts;
    }

    /** A network of the model. */
    public ModelNetwork network(NetworkRole role) {
        return description
                .network(role)
                .orElseThrow(
                        () -> new ModelException("%s has no %s network".formatted(description.name(), role.key())));
    }
}
