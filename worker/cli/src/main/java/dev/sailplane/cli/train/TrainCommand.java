package dev.sailplane.cli.train;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sailplane train}: a network from nothing, or on from a model. */
@Command(
        name = "train",
        description = {
            "Train a network, new (--config) or from a model's weights (--base): prompt to picture, small picture",
            "to large (--network upsample), or either around known pixels (--inpaint).",
            "Goes on by itself where OUT holds the state of the same training. Ctrl-C saves and stops.",
            "OUT/model is the model, OUT/loss.csv and loss.png tell how it goes, OUT/samples-N.png what it draws."
        })
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Mixin
    private TrainingOptions options = TrainingOptions.forTraining();

    @Mixin
    private LessonOptions lesson = new LessonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @ArgGroup(exclusive = false, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required
    private Start start;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    /** Where to start from: one of two, or both. */
    static final class Start {
        @Option(names = "--config", paramLabel = "FILE", description = "model.json of a new network.")
        private @Nullable Path configuration;

        @Option(
                names = "--base",
                paramLabel = "MODEL",
                converter = ModelNameConverter.class,
                description = {
                    "A model whose network to train on. With --config, too, its weights in that network,",
                    "which may differ in the size of its pictures: small ones are learnt from sooner."
                })
        private @Nullable ModelName base;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Training.run(
                origin(), lesson, data, options, output, spec.commandLine().getErr()));
        out.flush();
        return 0;
    }

    private Origin origin() throws IOException {
        if (start.base == null) {
            return configuration();
        }
        Origin.Model model = new Origin.Model(folders.library().find(start.base), lesson.role());
        return start.configuration == null ? model : new Origin.Moved(configuration(), model);
    }

    private Origin.Configuration configuration() throws IOException {
        if (start.configuration == null) {
            throw new IllegalStateException("picocli demands one of the two");
        }
        return new Origin.Configuration(start.configuration, ModelDescription.read(start.configuration), lesson.role());
    }
}
