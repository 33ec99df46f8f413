package dev.sailplane.devstack;

import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelLibrary;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The user's own models, as the API's catalogue is told of them; the models of others are in it already. */
final class OwnModels {
    private static final Set<String> OTHERS = Set.of("openai", "sailplane");
    private static final int VERSION_DIGITS = 12;

    private OwnModels() {}

    /**
     * The API's settings for all models that have their weights.
     *
     * @throws UncheckedIOException when a folder cannot be read
     */
    static Map<String, String> catalogue(List<Path> folders) {
        Map<String, String> settings = new TreeMap<>();
        for (ModelDirectory model : models(folders)) {
            ModelDescription description = model.description();
            if (!OTHERS.contains(description.name().owner()) && model.missing().isEmpty()) {
                String entry = "sailplane.api.models.\"%s\".".formatted(description.name());
                settings.put(entry + "version", version(model));
                settings.put(entry + "sizes", sizes(model));
                settings.put(entry + "description", description.description());
                settings.put(entry + "created-at", made(model).toString());
            }
        }
        return settings;
    }

    private static Collection<ModelDirectory> models(List<Path> folders) {
        try {
            return new ModelLibrary(folders).models();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the models cannot be read", unreadable);
        }
    }

    /** The model's name and a part of its weights' hash: a model trained on is another version. */
    private static String version(ModelDirectory model) {
        String hash = model.network(NetworkRole.BASE).file().sha256().orElse("unknown");
        return "%s-%s"
                .formatted(
                        model.description().name().name(), hash.substring(0, Math.min(hash.length(), VERSION_DIGITS)));
    }

    private static String sizes(ModelDirectory model) {
        return Stream.of(NetworkRole.BASE, NetworkRole.UPSAMPLE)
                .flatMap(role -> model.description().network(role).stream())
                .map(ModelNetwork::configuration)
                .map(configuration -> Integer.toString(configuration.imageSize()))
                .collect(Collectors.joining(","));
    }

    private static Instant made(ModelDirectory model) {
        return Instant.ofEpochMilli(model.weights(NetworkRole.BASE).toFile().lastModified());
    }
}
