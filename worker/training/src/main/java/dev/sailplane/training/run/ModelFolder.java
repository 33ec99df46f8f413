package dev.sailplane.training.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.RecordedHash;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of the model that comes out: {@code model.json} with size and hash of the weights beside it. A model must
 * have a base network: where another one is trained, the networks around it come along, as links to the same files if the
 * file system has them; those that were not there must be put there.
 *
 * @param folder the folder, made when first written to
 * @param template a description to start from; the other networks' weights lie beside it
 * @param name what the model is to be called
 * @param role the place of the trained network
 * @param form how the trained network's weights are written
 */
public record ModelFolder(Path folder, Path template, ModelName name, NetworkRole role, WeightsForm form) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NETWORKS = "networks";

    /**
     * Writes the run's present weights.
     *
     * @return the model, ready to be opened if no weights are missing
     * @throws IOException when a file cannot be written
     */
    public ModelDirectory write(TrainingRun run) throws IOException {
        Files.createDirectories(folder);
        ModelDescription around = ModelDescription.read(template);
        List<NetworkRole> others = others(around);
        for (NetworkRole other : others) {
            bring(around.network(other).orElseThrow());
        }
        Path weights = folder.resolve(role.key() + ".safetensors");
        run.writeWeights(weights, form);
        Path fresh = folder.resolve(ModelDescription.FILE_NAME + ".part");
        JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), description(run, weights, others));
        Files.move(
                fresh,
                folder.resolve(ModelDescription.FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return ModelDirectory.open(folder);
    }

    /** Networks that stay: beside a base network an upsampler; around known pixels they would not know what it learnt. */
    private List<NetworkRole> others(ModelDescription around) {
        List<NetworkRole> others = new ArrayList<>();
        around.networks().forEach((other, network) -> {
            boolean demanded = other == NetworkRole.BASE
                    || (role == NetworkRole.UPSAMPLE_INPAINT && other == NetworkRole.BASE_INPAINT);
            boolean there = Files.isRegularFile(beside(network));
            boolean outdated = role == NetworkRole.BASE && other.inpainting();
            if (other != role && !outdated && (demanded || there)) {
                others.add(other);
            }
        });
        return others;
    }

    private void bring(ModelNetwork other) throws IOException {
        Path source = beside(other);
        Path target = folder.resolve(other.file().name());
        if (!Files.isRegularFile(source) || Files.exists(target)) {
            return;
        }
        try {
            Files.createLink(target, source.toRealPath());
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path beside(ModelNetwork network) {
        return template.resolveSibling(network.file().name());
    }

    private ObjectNode description(TrainingRun run, Path weights, List<NetworkRole> others) throws IOException {
        ObjectNode model = (ObjectNode) JSON.readTree(template.toFile());
        ObjectNode networks = (ObjectNode) model.required(NETWORKS);
        ObjectNode trained = trained(networks);
        networks.retain(others.stream().map(NetworkRole::key).toList());
        networks.set(role.key(), trained);
        model.put("name", name.toString());
        model.put("description", "The %s network trained for %,d steps.".formatted(role.key(), run.stepsDone()));
        trained.putObject("file")
                .put("name", weights.getFileName().toString())
                .put("size", Files.size(weights))
                .put("sha256", RecordedHash.of(weights));
        return model;
    }

    /** The trained network's entry; made of its plain sister's where the template has none. */
    private ObjectNode trained(ObjectNode networks) {
        if (networks.has(role.key())) {
            return (ObjectNode) networks.required(role.key());
        }
        ObjectNode trained = ((ObjectNode) networks.required(role.plain().key())).deepCopy();
        ((ObjectNode) trained.required("configuration")).put("inpainting", true);
        ObjectNode defaults = (ObjectNode) trained.required("defaults");
        if (role.superResolution()) { // as OpenAI's notebooks sample it
            defaults.put("sampler", "ancestral").remove("eta");
        }
        return trained;
    }
}
