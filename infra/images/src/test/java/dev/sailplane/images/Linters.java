package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Linters for Dockerfiles and the Compose schema, run by node in a copy of their folder.
 *
 * @param folder the copy
 */
record Linters(Path folder) {
    static final String TO_INSTALL = "Dockerfiles are linted with node 20.11 or newer; node or npm is missing";

    private static final Path SOURCE = Path.of("src", "test", "node");

    static boolean toolsAreInstalled() {
        return Command.isInstalled(
                        "node",
                        "-e",
                        "const [a, b] = process.versions.node.split('.'); process.exit(a * 100 + +b < 2011 ? 1 : 0)")
                && Command.isInstalled("npm", "--version");
    }

    /** Installs exactly what the lock file names. */
    static Linters install() throws IOException {
        Path copy = Files.createDirectories(Path.of("target", "linters"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Command.Finished installation = Command.run(copy, Duration.ofMinutes(5), "npm", "ci");
        assertThat(installation.status())
                .as(installation.output() + installation.errors())
                .isZero();
        return new Linters(copy);
    }

    /** What is wrong with a file's text, a sentence each. A name in {@code .json} is that of a Compose file. */
    List<String> complaints(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Command.Finished check = Command.run(folder, Duration.ofMinutes(2), "node", "check.mjs", name);
        assertThat(check.status()).as(check.errors()).isZero();
        return new JsonMapper().readValue(check.output(), new TypeReference<List<String>>() {});
    }
}
