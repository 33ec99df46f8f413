package dev.sailplane.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code sailplane} command in a process of its own, as its user runs it; output goes to files. */
record SailplaneProcess(Process process, Path output, Path messages) {
    static SailplaneProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    static SailplaneProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        String home = System.getProperty("sailplane.home", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsailplane.home=" + home,
                "-Dsailplane.models=" + Path.of(home, "worker", "models"),
                "-cp",
                System.getProperty("java.class.path", ""),
                Sailplane.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path messages = Files.createTempFile(folder, "messages", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile());
        builder.environment().putAll(environment);
        return new SailplaneProcess(builder.start(), output, messages);
    }

    /** Waits for the end and tells the exit status. */
    int await() throws InterruptedException {
        return await(RunningStack.PATIENCE);
    }

    /** The same with another patience. */
    int await(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("still running after " + patience);
        }
        return process.exitValue();
    }

    /** Asks it to end, as Ctrl-C does; by SIGTERM, since SIGINT is ignored by what a shell starts in the background. */
    void stop() {
        process.destroy();
    }

    /** Gives it no chance to clean up. */
    void kill() {
        process.destroyForcibly();
    }

    String said() throws IOException {
        return Files.readString(messages);
    }

    String printed() throws IOException {
        return Files.readString(output);
    }
}
