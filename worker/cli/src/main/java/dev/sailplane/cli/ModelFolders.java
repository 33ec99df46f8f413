package dev.sailplane.cli;

import dev.sailplane.diffusion.model.ModelLibrary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where models lie, as a mixin: the user's folder, into which models are fetched, and the folder of the models in the
 * box, which the system property {@value #BUILT_IN} names.
 */
public final class ModelFolders {
    /** Names the folder of the models in the box. */
    public static final String BUILT_IN = "sailplane.models";

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of your models (default: ~/.sailplane/models).")
    private @Nullable Path folder;

    /** The user's folder; it need not exist. */
    public Path home() {
        return folder != null ? folder : Path.of(System.getProperty("user.home"), ".sailplane", "models");
    }

    /** All models, the user's before those in the box. */
    public ModelLibrary library() {
        return new ModelLibrary(
                Stream.concat(Stream.of(home()), builtIn().stream()).toList());
    }

    private static Optional<Path> builtIn() {
        return Optional.ofNullable(System.getProperty(BUILT_IN))
                .map(folder -> Path.of(folder).toAbsolutePath().normalize());
    }
}
