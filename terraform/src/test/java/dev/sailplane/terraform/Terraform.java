package dev.sailplane.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Terraform's command, with a folder that has the provider.
 *
 * @param plugins laid out as {@code terraform init -plugin-dir} expects it
 */
record Terraform(Path plugins) {
    private static final String PLUGINS = "SAILPLANE_TERRAFORM_PLUGINS";
    private static final Path USUAL_PLUGINS = Path.of("/opt/tf-plugins");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LIMIT_OF_A_DOWNLOAD = Duration.ofMinutes(3);

    /** What a command came to, its errors among the output. */
    record Finished(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** Whether Terraform can be had. */
    sealed interface Search {
        /** It can. */
        record Found(Terraform terraform) implements Search {}

        /** It cannot, and why. */
        record Missing(String reason) implements Search {}
    }

    /**
     * Looks for Terraform and the provider.
     *
     * @param probe an empty folder
     * @param requirements the file that names the versions
     */
    static Search search(Path probe, Path requirements) throws IOException {
        Path folder = probe.toAbsolutePath();
        if (!isInstalled(folder)) {
            return new Search.Missing("the configurations are tested by terraform, which is not on the PATH");
        }
        Files.copy(requirements, folder.resolve(requirements.getFileName()));
        Optional<Path> given = given();
        if (given.isPresent()
                && run(folder, LIMIT, initialization("-plugin-dir=" + given.get()))
                        .succeeded()) {
            return new Search.Found(new Terraform(given.get()));
        }
        Finished download = run(folder, LIMIT_OF_A_DOWNLOAD, initialization());
        if (!download.succeeded()) {
            return new Search.Missing(
                    "this terraform cannot be used, or the AWS provider is neither in the folder that " + PLUGINS
                            + " names, nor in " + USUAL_PLUGINS + ", nor can it be fetched:\n" + download.output());
        }
        return new Search.Found(new Terraform(folder.resolve(".terraform").resolve("providers")));
    }

    private static Optional<Path> given() {
        return Optional.ofNullable(System.getenv(PLUGINS))
                .map(Path::of)
                .or(() -> Optional.of(USUAL_PLUGINS).filter(Files::isDirectory));
    }

    private static boolean isInstalled(Path folder) {
        try {
            return run(folder, LIMIT, "version").succeeded();
        } catch (IOException missing) {
            return false;
        }
    }

    private static String[] initialization(String... more) {
        return Stream.concat(Stream.of("init", "-backend=false", "-input=false", "-no-color"), Stream.of(more))
                .toArray(String[]::new);
    }

    /** Makes a folder ready for the commands below. */
    Finished initialize(Path folder) throws IOException {
        return run(folder, LIMIT, initialization("-plugin-dir=" + plugins.toAbsolutePath()));
    }

    Finished format(Path folder) throws IOException {
        return run(folder, LIMIT, "fmt", "-check", "-recursive", "-diff", "-no-color");
    }

    Finished validate(Path folder) throws IOException {
        return run(folder, LIMIT, "validate", "-no-color");
    }

    Finished test(Path folder) throws IOException {
        return run(folder, LIMIT, "test", "-no-color");
    }

    private static Finished run(Path folder, Duration limit, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("terraform-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("CHECKPOINT_DISABLE", "1");
            builder.environment().put("TF_IN_AUTOMATION", "1");
            // Whoever runs the tests may have set it for a configuration of their own.
            builder.environment().remove("TF_DATA_DIR");
            return new Finished(statusOf(builder.start(), limit), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Of a command that takes too long, that of one that was killed. */
    private static int statusOf(Process process, Duration limit) throws IOException {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while terraform ran", interruption);
        }
    }
}
