package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sailplane evaluate}: how well a model draws sticker scenes. Prints the table. */
@Command(
        name = "evaluate",
        description = {
            "Draw sticker scenes from their captions and have an inspector judge them,",
            "beside true renders (the ceiling) and the same under other prompts (the floor).",
            "OUT gets scores.csv, a sheet of pictures for each guidance scale and, with",
            "several, curve.png: whole prompts (up) against Fréchet distance (right)."
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private EvaluationOptions options = new EvaluationOptions();

    @Parameters(paramLabel = "MODEL", converter = ModelNameConverter.class, description = "The model to evaluate.")
    @SuppressWarnings("NullAway.Init") // required
    private ModelName model;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelDirectory directory = options.engine().folders().library().find(model);
        PrintWriter out = spec.commandLine().getOut();
        new ModelEvaluation(options).run(directory).lines().forEach(out::println);
        out.flush();
        return 0;
    }
}
