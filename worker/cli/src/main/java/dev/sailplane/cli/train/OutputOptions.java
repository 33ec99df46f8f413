package dev.sailplane.cli.train;

import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.training.run.WeightsForm;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the results of a training go and how often, as a mixin. */
final class OutputOptions {
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for all that comes out.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Option(
            names = "--name",
            paramLabel = "MODEL",
            converter = ModelNameConverter.class,
            description = "What the model is to be called (default: local/trained).")
    private ModelName name = new ModelName("local", "trained");

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description = "Steps between saved states (default: ${DEFAULT-VALUE}).")
    private int checkpointEvery = 500;

    @Option(
            names = "--samples-every",
            paramLabel = "N",
            description = "Steps between sheets of drawn pictures; 0 for none (default: ${DEFAULT-VALUE}).")
    private int samplesEvery = 1000;

    @Option(
            names = "--compact",
            description = "Zero the vectors of tokens that no caption had: the weights compress better. With --config.")
    private boolean compact;

    @Option(names = "--half", description = "Write the model's weights in 16 bits: half the size.")
    private boolean half;

    Path folder() {
        return folder;
    }

    ModelName name() {
        return name;
    }

    WeightsForm form() {
        return new WeightsForm(compact, half);
    }

    /** @throws IllegalArgumentException when it is none */
    int checkpointEvery() {
        if (checkpointEvery < 1) {
            throw new IllegalArgumentException("--checkpoint-every is at least 1");
        }
        return checkpointEvery;
    }

    /** @throws IllegalArgumentException when it is negative */
    int samplesEvery() {
        if (samplesEvery < 0) {
            throw new IllegalArgumentException("--samples-every is at least 0");
        }
        return samplesEvery;
    }
}
