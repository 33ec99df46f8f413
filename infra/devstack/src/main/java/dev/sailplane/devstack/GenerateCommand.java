package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.generate.GenerationOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sailplane generate}: pictures from a stack that runs already. */
@Command(
        name = "generate",
        description = "Draws with a running stack. With --local: with the engine alone, in this process.",
        footer = "%n./sailplane generate --local --help tells the options of the engine alone.")
final class GenerateCommand implements Callable<Integer> {
    @Mixin
    private final GenerationOptions picture = new GenerationOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ApiOptions api = new ApiOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal.noteWhatItDraws(picture.model().toString());
        new Order(api.client(", or draw with --local"), picture).carryOut();
        return 0;
    }
}
