package dev.sailplane.training.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.RecordedHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder of the model that comes out: {@code model.json} with size and hash of the weights beside it.
 *
 * @param folder the folder, made when first written to
 * @param template a description to start from; the trained network's entry is kept, others are left out
 * @param name what the model is to be called
 */
public record ModelFolder(Path folder, Path template, ModelName name) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEIGHTS = "base.safetensors";

    /**
     * Writes the run's present weights.
     *
     * @return the model, ready to be opened
     * @throws IOException when a file cannot be written
     */
    public ModelDirectory write(TrainingRun run) throws IOException {
        Files.createDirectories(folder);
        Path weights = folder.resolve(WEIGHTS);
        run.writeWeights(weights);
        Path fresh = folder.resolve(ModelDescription.FILE_NAME + ".part");
        JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), description(run, weights));
        Files.move(
                fresh,
                folder.resolve(ModelDescription.FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return ModelDirectory.open(folder);
    }

    private ObjectNode description(TrainingRun run, Path weights) throws IOException {
        ObjectNode model = (ObjectNode) JSON.readTree(template.toFile());
        ObjectNode networks = (ObjectNode) model.required("networks");
        String role = NetworkRole.BASE.key();
        networks.retain(role);
        model.put("name", name.toString());
        model.put("description", "Trained for %,d steps.".formatted(run.stepsDone()));
        ((ObjectNode) networks.required(role))
                .putObject("file")
                .put("name", WEIGHTS)
                .put("size", Files.size(weights))
                .put("sha256", RecordedHash.of(weights));
        return model;
    }
}
