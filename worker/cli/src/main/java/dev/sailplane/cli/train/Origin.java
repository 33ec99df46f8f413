package dev.sailplane.cli.train;

import dev.sailplane.cli.CommandFailedException;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.RecordedHash;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.training.run.InpaintingStart;
import dev.sailplane.training.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a training starts from. */
sealed interface Origin {
    /** The place of the network to train. */
    NetworkRole role();

    /** The description of the model around it. */
    ModelDescription description();

    /** The description's file. */
    Path file();

    /** What the network looks like. */
    NetworkConfiguration configuration();

    /** The network's noise schedule. */
    BetaSchedule schedule();

    /** Where the first weights come from, as it is remembered. */
    String start() throws IOException;

    /** The first weights, which the caller closes; empty for random ones. */
    Optional<Checkpoint> weights() throws IOException;

    /** A network described, with random weights. */
    record Configuration(Path file, ModelDescription description, NetworkRole role) implements Origin {
        @Override
        public NetworkConfiguration configuration() {
            return network().configuration();
        }

        @Override
        public BetaSchedule schedule() {
            return network().schedule();
        }

        @Override
        public String start() {
            return TrainingRun.Task.NOTHING;
        }

        @Override
        public Optional<Checkpoint> weights() {
            return Optional.empty();
        }

        private ModelNetwork network() {
            return description
                    .network(role)
                    .orElseThrow(
                            () -> new CommandFailedException("%s describes no %s network".formatted(file, role.key())));
        }
    }

    /**
     * A model's weights in a network that is described elsewhere: convolutions do not mind pictures of another size.
     *
     * @param network the description
     * @param model the weights
     */
    record Moved(Configuration network, Model model) implements Origin {
        @Override
        public NetworkRole role() {
            return network.role();
        }

        @Override
        public ModelDescription description() {
            return network.description();
        }

        @Override
        public Path file() {
            return network.file();
        }

        @Override
        public NetworkConfiguration configuration() {
            return network.configuration();
        }

        @Override
        public BetaSchedule schedule() {
            return network.schedule();
        }

        @Override
        public String start() throws IOException {
            return model.start();
        }

        @Override
        public Optional<Checkpoint> weights() throws IOException {
            return model.weights();
        }
    }

    /** A model's weights: its own of that place, or those of the network without inpainting. */
    record Model(ModelDirectory directory, NetworkRole role) implements Origin {
        @Override
        public ModelDescription description() {
            return directory.description();
        }

        @Override
        public Path file() {
            return directory.folder().resolve(ModelDescription.FILE_NAME);
        }

        @Override
        public NetworkConfiguration configuration() {
            NetworkConfiguration stored = directory.network(source()).configuration();
            return role.inpainting() ? stored.withInpainting() : stored;
        }

        @Override
        public BetaSchedule schedule() {
            return directory.network(source()).schedule();
        }

        @Override
        public String start() throws IOException {
            try (Checkpoint _ = directory.checkpoint(source())) { // which says what is missing
                String hash = RecordedHash.of(directory.weights(source()));
                return "the %s network %s of %s"
                        .formatted(source().key(), hash, description().name());
            }
        }

        @Override
        public Optional<Checkpoint> weights() throws IOException {
            Checkpoint stored = directory.checkpoint(source());
            return Optional.of(source() == role ? stored : new InpaintingStart(stored));
        }

        private NetworkRole source() {
            boolean own = description().network(role).isPresent() && Files.isRegularFile(directory.weights(role));
            return own ? role : role.plain();
        }
    }
}
