package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service is made of is written down: each library that goes into its image. */
class SbomIT {
    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void namesEveryLibraryWithItsVersionHashAndLicence(String service) throws IOException {
        Path target = Path.of("..", "..", service, "service", "target");
        assumeTrue(Files.exists(target.resolve("bom.json")), () -> target + " is not built");

        JsonNode sbom = new JsonMapper().readTree(target.resolve("bom.json").toFile());

        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        List<JsonNode> components = sbom.path("components").valueStream().toList();
        assertThat(components).allSatisfy(component -> {
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(component.path("licenses"))
                    .as(component.path("name").asText())
                    .isNotEmpty();
            assertThat(component.path("hashes"))
                    .extracting(hash -> hash.path("alg").asText())
                    .contains("SHA-256");
        });
        List<String> names = components.stream().map(SbomIT::name).toList();
        assertThat(libraries(target.resolve("quarkus-app/lib")))
                .isNotEmpty()
                .allSatisfy(library -> assertThat(names)
                        .as(library)
                        .anyMatch(name ->
                                library.equals(name + ".jar") || library.startsWith(name + "-"))); // a classifier
    }

    private static String name(JsonNode component) {
        return "%s.%s-%s"
                .formatted(
                        component.path("group").asText(),
                        component.path("name").asText(),
                        component.path("version").asText());
    }

    private static List<String> libraries(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
