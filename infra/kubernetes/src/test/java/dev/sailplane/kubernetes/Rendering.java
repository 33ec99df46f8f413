package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kustomization, rendered by kubectl.
 *
 * @param name of its folder
 * @param objects what would be applied
 */
record Rendering(String name, List<Manifest> objects) {
    static final String TO_INSTALL = "the manifests are rendered by kubectl, which is not on the PATH";

    private static final Path OVERLAYS = Path.of("overlays");
    private static final Path COMPONENTS = Path.of("components");
    private static final Path OBSERVABILITY = Path.of("..", "observability");
    private static final YAMLMapper YAML = new YAMLMapper();

    Rendering {
        objects = List.copyOf(objects);
    }

    static boolean kubectlIsInstalled() {
        return Command.isInstalled("kubectl", "version", "--client");
    }

    /** Every overlay, and the base with all components at once. Shared by all tests: not to be changed. */
    static List<Rendering> all() {
        return Once.ALL;
    }

    /** Rendered when the first test asks. */
    private static final class Once {
        private static final List<Rendering> ALL = everything();

        private Once() {}

        private static List<Rendering> everything() {
            try (Stream<Path> overlays = Files.list(OVERLAYS)) {
                return Stream.concat(overlays.sorted(), Stream.of(everyComponent()))
                        .map(Rendering::of)
                        .toList();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Rendered anew, for a test that changes it. */
    static Rendering ofOverlay(String name) {
        return of(OVERLAYS.resolve(name));
    }

    private static Rendering of(Path folder) {
        try {
            Command.Finished rendered = Command.run(folder, Duration.ofMinutes(1), "kubectl", "kustomize", ".");
            assertThat(rendered.status()).as(rendered.errors()).isZero();
            assertThat(rendered.errors()).doesNotContain("deprecated");
            return new Rendering(folder.getFileName().toString(), parse(rendered.output()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path everyComponent() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "every-component"));
        try (Stream<Path> components = Files.list(COMPONENTS)) {
            String list = Stream.concat(components.sorted(), Stream.of(OBSERVABILITY))
                    .map(component -> "  - ../../" + component + "\n")
                    .reduce("", String::concat);
            Files.writeString(folder.resolve("kustomization.yaml"), "resources:\n  - ../../base\ncomponents:\n" + list);
        }
        return folder;
    }

    private static List<Manifest> parse(String documents) throws IOException {
        try (MappingIterator<JsonNode> trees = YAML.readerFor(JsonNode.class).readValues(documents)) {
            return trees.readAll().stream().map(Manifest::new).toList();
        }
    }

    Stream<Manifest> ofKind(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    boolean has(String kind, String name) {
        return ofKind(kind).anyMatch(object -> object.name().equals(name));
    }

    Manifest get(String kind, String name) {
        return ofKind(kind)
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no " + kind + " " + name));
    }

    /** What a service of ours is told by its environment; of two ConfigMaps that say the same the later one counts. */
    Map<String, String> settings(String service) {
        return get("Deployment", service)
                .containers()
                .flatMap(container -> container.path("envFrom").findValues("configMapRef").stream())
                .map(reference -> get("ConfigMap", reference.path("name").asText()))
                .flatMap(map -> map.at("/data").propertyStream())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, setting -> setting.getValue().asText(), (_, later) -> later));
    }

    /** All that pods come from. */
    Stream<Manifest> workloads() {
        return objects.stream().filter(object -> !object.podTemplate().isMissingNode());
    }

    @Override
    public String toString() {
        return name;
    }
}
