package dev.sailplane.devstack;

import dev.sailplane.cli.OneLineErrors;
import dev.sailplane.cli.models.ModelsCommand;
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
        subcommands = {DemoCommand.class, UpCommand.class, GenerateCommand.class, ModelsCommand.class, HelpCommand.class
        })
public final class Sailplane {
    private Sailplane() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sailplane())
                .setExecutionExceptionHandler(Sailplane::report)
                .execute(arguments));
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
