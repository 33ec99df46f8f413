package dev.sailplane.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own tool, which knows PromQL. */
final class Promtool {
    static final String TO_INSTALL =
            "rules are tried by promtool, which is not on the PATH; it comes with Prometheus (Debian's package: prometheus)";

    private static final int LIMIT_SECONDS = 120;

    private Promtool() {}

    /** What a run came to. */
    record Finished(int status, String output) {}

    static boolean isInstalled() {
        try {
            return run("--version").status() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    static Finished run(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        Path output = Files.createTempFile("promtool-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("promtool still runs after " + LIMIT_SECONDS + " s");
            }
            return new Finished(process.exitValue(), Files.readString(output));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while promtool ran", interruption);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
