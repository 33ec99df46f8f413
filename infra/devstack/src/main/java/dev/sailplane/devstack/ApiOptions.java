package dev.sailplane.devstack;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which API is meant, as a mixin. */
final class ApiOptions {
    @Option(names = "--url", paramLabel = "URL", description = "The API. Default: that of the stack running on --data")
    private @Nullable URI url;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "The data directory of a running stack. Default: ~/.sailplane")
    private Path data = DataDirectory.standard();

    /**
     * A client of it.
     *
     * @param otherwise what else could be done, as the end of a sentence; may be empty
     * @throws DevStackException when none is named and no stack runs
     */
    PredictionClient client(String otherwise) {
        if (url != null) {
            return new PredictionClient(url);
        }
        return new PredictionClient(DataDirectory.runningIn(data)
                .orElseThrow(() -> new DevStackException("no stack runs on " + data
                        + "; start one with ./sailplane up, name another with --url" + otherwise)));
    }
}
