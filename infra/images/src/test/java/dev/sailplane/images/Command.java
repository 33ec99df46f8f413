package dev.sailplane.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end. */
final class Command {
    private Command() {}

    /** What it came to. */
    record Finished(int status, String output, String errors) {}

    static boolean isInstalled(String name, String... question) {
        String[] words = new String[question.length + 1];
        words[0] = name;
        System.arraycopy(question, 0, words, 1, question.length);
        try {
            return run(Path.of("."), Duration.ofSeconds(30), words).status() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    static Finished run(Path folder, Duration limit, String... words) throws IOException {
        Path output = Files.createTempFile("command-", ".out");
        Path errors = Files.createTempFile("command-", ".err");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(words[0] + " still runs after " + limit);
            }
            return new Finished(process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + words[0] + " ran", interruption);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }
}
