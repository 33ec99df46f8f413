package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The types of kubernetes-models, generated from Kubernetes' own schemas and from KEDA's and Karpenter's. The compiler finds
 * unknown and missing fields, their validators bounds and patterns. Node runs both, in a copy of their folder.
 *
 * @param folder the copy
 */
record TypeScriptModels(Path folder) {
    static final String TO_INSTALL =
            "KEDA's and Karpenter's objects are checked with kubectl and node 20.11 or newer; kubectl, node or npm is missing";

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Set<String> FOREIGN = Set.of("kafka.strimzi.io", "monitoring.coreos.com");
    private static final JsonMapper JSON = new JsonMapper();

    static boolean toolsAreInstalled() {
        return Rendering.kubectlIsInstalled()
                && Command.isInstalled(
                        "node",
                        "-e",
                        "const [a, b] = process.versions.node.split('.'); process.exit(a * 100 + +b < 2011 ? 1 : 0)")
                && Command.isInstalled("npm", "--version");
    }

    /** Those of Kubernetes, KEDA and Karpenter. */
    static boolean know(Manifest object) {
        return FOREIGN.stream().noneMatch(group -> object.apiVersion().startsWith(group + "/"));
    }

    /** Installs exactly what the lock file names. */
    static TypeScriptModels install() throws IOException {
        Path copy = Files.createDirectories(Path.of("target", "schemas"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Command.Finished installation = Command.run(copy, Duration.ofMinutes(5), "npm", "ci");
        assertThat(installation.status())
                .as(installation.output() + installation.errors())
                .isZero();
        return new TypeScriptModels(copy);
    }

    /** What is wrong with any of these objects, a sentence each. */
    List<String> complaints(List<Manifest> objects) throws IOException {
        Path input = folder.resolve("objects.json");
        JSON.writeValue(input.toFile(), objects.stream().map(Manifest::tree).toList());
        Command.Finished check = Command.run(folder, Duration.ofMinutes(5), "node", "check.mjs", "objects.json");
        assertThat(check.status()).as(check.errors()).isZero();
        return JSON.readValue(check.output(), new TypeReference<List<String>>() {});
    }
}
