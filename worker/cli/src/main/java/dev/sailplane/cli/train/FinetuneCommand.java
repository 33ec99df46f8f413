package dev.sailplane.cli.train;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.model.ModelName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane finetune}: teaches a model pictures of one's own. Prints the new model's folder. */
@Command(
        name = "finetune",
        description = {
            "Teach a model your own pictures with captions.",
            "Goes on by itself where OUT holds the state of the same training. Ctrl-C saves and stops.",
            "OUT/model is the new model: ./sailplane up --models OUT --model NAME serves it."
        })
public final class FinetuneCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Mixin
    private TrainingOptions options = TrainingOptions.forFineTuning();

    @Mixin
    private LessonOptions lesson = new LessonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--base",
            paramLabel = "MODEL",
            required = true,
            converter = ModelNameConverter.class,
            description = "The model to start from.")
    @SuppressWarnings("NullAway.Init") // required
    private ModelName base;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data.scenes()) {
            throw new ParameterException(spec.commandLine(), "finetune needs --data: a folder of your pictures");
        }
        PrintWriter out = spec.commandLine().getOut();
        Origin origin = new Origin.Model(folders.library().find(base), lesson.role());
        out.println(Training.run(
                origin, lesson, data, options, output, spec.commandLine().getErr()));
        out.flush();
        return 0;
    }
}
