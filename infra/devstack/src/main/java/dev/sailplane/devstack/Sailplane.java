package dev.sailplane.devstack;

import dev.sailplane.cli.OneLineErrors;
import dev.sailplane.cli.bench.BenchCommand;
import dev.sailplane.cli.evaluate.EvaluateCommand;
import dev.sailplane.cli.evaluate.InspectorCommand;
import dev.sailplane.cli.generate.GenerateLocalCommand;
import dev.sailplane.cli.models.ModelsCommand;
import dev.sailplane.cli.scenes.ScenesCommand;
import dev.sailplane.cli.train.FinetuneCommand;
import dev.sailplane.cli.train.TrainCommand;
import dev.sailplane.devstack.access.KeysCommand;
import dev.sailplane.devstack.access.TenantsCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The {@code sailplane} command. Exit status: 0 done, 1 failed, 2 called wrongly. */
@Command(
        name = "sailplane",
        description = "OpenAI's GLIDE as event-driven serverless workers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ModelsCommand.class,
            TrainCommand.class,
            FinetuneCommand.class,
            ScenesCommand.class,
            InspectorCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            LoadCommand.class,
            ChaosCommand.class,
            HelpCommand.class
        })
public final class Sailplane {
    private Sailplane() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments)
                .setExecutionExceptionHandler(Sailplane::report)
                .execute(arguments));
    }

    // Drawing with the engine alone has options of its own, so it is a command of its own under the same name.
    private static CommandLine commandLine(String[] arguments) {
        boolean local = Arrays.asList(arguments).contains("--local");
        RunningStacks stacks = new RunningStacks();
        return new CommandLine(new Sailplane())
                .addSubcommand("generate", local ? new GenerateLocalCommand() : new GenerateCommand())
                .addSubcommand("dead-letters", new DeadLettersCommand())
                .addSubcommand("keys", new KeysCommand(stacks))
                .addSubcommand("tenants", new TenantsCommand(stacks));
    }

    // A stack's troubles may need more than a line: the end of a log, the fields of a refused order.
    private static int report(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof DevStackException) {
            Terminal.say("sailplane: " + failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        return new OneLineErrors().handleExecutionException(failure, command, arguments);
    }
}
