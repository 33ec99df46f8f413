package dev.sailplane.cli.train;

import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import java.nio.file.Path;

/** What a training starts from. */
sealed interface Origin {
    /** A description of the network. */
    ModelDescription description();

    /** The description's file. */
    Path file();

    /** The network to train. */
    default ModelNetwork network() {
        return description().network(NetworkRole.BASE).orElseThrow();
    }

    /** A network described, with random weights. */
    record Configuration(Path file, ModelDescription description) implements Origin {}

    /** A model's weights. */
    record Model(ModelDirectory directory) implements Origin {
        @Override
        public ModelDescription description() {
            return directory.description();
        }

        @Override
        public Path file() {
            return directory.folder().resolve(ModelDescription.FILE_NAME);
        }
    }
}
