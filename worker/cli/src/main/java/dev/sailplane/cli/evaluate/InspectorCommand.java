package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane inspector}: the judge of pictures. */
@Command(
        name = "inspector",
        description = "Train another judge for evaluate.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = InspectorTrainCommand.class)
public final class InspectorCommand implements Runnable {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "inspector needs a command: train");
    }
}
