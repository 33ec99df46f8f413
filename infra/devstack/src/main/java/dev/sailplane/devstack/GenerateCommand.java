package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.generate.GenerationOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--url", paramLabel = "URL", description = "The API. Default: that of the stack running on --data")
    private @Nullable URI url;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "The data directory of a running stack. Default: ~/.sailplane")
    private Path data = DataDirectory.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal.noteToy(picture.model().toString());
        new Order(new PredictionClient(api()), picture).carryOut();
        return 0;
    }

    private URI api() {
        if (url != null) {
            return url;
        }
        return DataDirectory.runningIn(data)
                .orElseThrow(() -> new DevStackException("no stack runs on " + data
                        + "; start one with ./sailplane up, name another with --url, or draw with --local"));
    }
}
