package dev.sailplane.cli;

import dev.sailplane.cli.bench.BenchCommand;
import dev.sailplane.cli.evaluate.EvaluateCommand;
import dev.sailplane.cli.evaluate.InspectorCommand;
import dev.sailplane.cli.generate.GenerateLocalCommand;
import dev.sailplane.cli.models.ModelsCommand;
import dev.sailplane.cli.scenes.ScenesCommand;
import dev.sailplane.cli.train.FinetuneCommand;
import dev.sailplane.cli.train.TrainCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs command lines as a terminal would. */
public final class CommandLines {
    /** What a command left behind. */
    public record Result(int status, String out, String err) {}

    @Command(
            name = "sailplane",
            subcommands = {
                BenchCommand.class,
                EvaluateCommand.class,
                FinetuneCommand.class,
                GenerateLocalCommand.class,
                InspectorCommand.class,
                ModelsCommand.class,
                ScenesCommand.class,
                TrainCommand.class
            })
    private static final class Top {}

    private CommandLines() {}

    public static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new Top())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new OneLineErrors())
                .execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }
}
