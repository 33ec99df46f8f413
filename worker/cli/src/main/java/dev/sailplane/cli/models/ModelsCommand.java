package dev.sailplane.cli.models;

import dev.sailplane.cli.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane models}: what there is, whether it is sound, and fetching what is not in the box. */
@Command(
        name = "models",
        description = "List, verify and fetch models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, VerifyCommand.class, PullCommand.class})
public final class ModelsCommand implements Runnable {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "models needs a command: list, verify or pull");
    }
}
