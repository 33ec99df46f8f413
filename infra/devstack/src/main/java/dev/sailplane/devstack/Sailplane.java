package dev.sailplane.devstack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code sailplane} command. Exit status: 0 done, 1 failed, 2 called wrongly. */
@Command(
        name = "sailplane",
        description = "OpenAI's GLIDE as event-driven serverless workers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {UpCommand.class, HelpCommand.class})
public final class Sailplane {
    private Sailplane() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sailplane())
                .setExecutionExceptionHandler((failure, _, _) -> report(failure))
                .execute(arguments));
    }

    private static int report(Exception failure) throws Exception {
        if (failure instanceof DevStackException) {
            System.err.println("sailplane: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
