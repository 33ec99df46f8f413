package dev.sailplane.cli.train;

import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.RecordedHash;
import dev.sailplane.training.run.TrainingRun;
import java.io.IOException;
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

    /** Where the first weights come from, as it is remembered. */
    String start() throws IOException;

    /** A network described, with random weights. */
    record Configuration(Path file, ModelDescription description) implements Origin {
        @Override
        public String start() {
            return TrainingRun.Task.NOTHING;
        }
    }

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

        @Override
        public String start() throws IOException {
            return "the %s network %s of %s"
                    .formatted(
                            NetworkRole.BASE.key(),
                            RecordedHash.of(directory.weights(NetworkRole.BASE)),
                            description().name());
        }
    }
}
