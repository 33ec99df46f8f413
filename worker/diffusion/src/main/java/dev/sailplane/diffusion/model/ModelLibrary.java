package dev.sailplane.diffusion.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The models in some folders, found by the name their {@code model.json} states. A model lies one or two levels below
 * its folder. Where two folders hold a model of one name, one that has its weights wins, and then the earlier folder.
 *
 * @param folders where to look, most important first; a folder that does not exist holds nothing
 */
public record ModelLibrary(List<Path> folders) {
    private static final int DEPTH = 3; // owner/name/model.json

    public ModelLibrary {
        folders = List.copyOf(folders);
    }

    /**
     * All models, one a name.
     *
     * @throws ModelException when one of them is wrongly described
     * @throws IOException when a folder cannot be read
     */
    public Collection<ModelDirectory> models() throws IOException {
        Map<ModelName, ModelDirectory> models = new LinkedHashMap<>();
        for (Path file : descriptions()) {
            ModelDirectory model = new ModelDirectory(file.resolveSibling(""), ModelDescription.read(file));
            models.merge(model.description().name(), model, ModelLibrary::better);
        }
        return models.values();
    }

    /**
     * The model of a name.
     *
     * @throws ModelException when no folder holds it; the message names those that are held
     * @throws IOException when a folder cannot be read
     */
    public ModelDirectory find(ModelName name) throws IOException {
        Collection<ModelDirectory> models = models();
        return models.stream()
                .filter(model -> model.description().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("there is no model %s; known: %s"
                        .formatted(
                                name,
                                models.stream()
                                        .map(model -> model.description().name())
                                        .toList())));
    }

    private List<Path> descriptions() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> tree = Files.walk(folder, DEPTH)) {
                    tree.filter(file -> file.endsWith(ModelDescription.FILE_NAME))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private static ModelDirectory better(ModelDirectory first, ModelDirectory second) {
        return second.missing().size() < first.missing().size() ? second : first;
    }
}
