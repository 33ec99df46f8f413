package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody relies on who runs it on a machine of their own. */
class ComposeTest {
    private final JsonNode compose = Compose.tree();

    private Stream<JsonNode> services() {
        return compose.path("services").valueStream();
    }

    private JsonNode service(String name) {
        return compose.path("services").path(name);
    }

    @Test
    void everyContainerIsRestricted() {
        assertThat(services()).isNotEmpty().allSatisfy(service -> {
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(service.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
            assertThat(service.has("privileged")).isFalse();
            // Native libraries are loaded from there.
            assertThat(service.at("/tmpfs/0").asText()).startsWith("/tmp:exec,");
        });
        assertThat(compose.path("services")
                        .propertyStream()
                        .filter(service -> service.getValue().has("cap_add"))
                        .map(Map.Entry::getKey))
                .containsExactly("bucket");
    }

    @Test
    void imagesAreExactAndThoseOfTheBuild() {
        assertThat(services().map(service -> service.path("image").asText()).distinct())
                .containsExactlyInAnyOrder(
                        "apache/kafka:" + property("kafka.version"),
                        "andrewgaul/s3proxy:s3proxy-" + property("s3proxy.version"),
                        "sailplane/api:local",
                        "sailplane/worker-cpu:local",
                        "sailplane/worker-cuda:local");
        assertThat(services().filter(service -> service.has("build")))
                .hasSize(3)
                .allSatisfy(service -> {
                    JsonNode build = service.path("build");
                    Path context = Path.of(build.path("context").asText());
                    assertThat(context).isEqualTo(Dockerfile.REPOSITORY);
                    assertThat(context.resolve(build.path("dockerfile").asText()))
                            .exists();
                });
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    @Test
    void secretsComeFromTheEnvironmentAndMustBeThere() {
        Set<String> secrets = Set.of(
                "SAILPLANE_WEBHOOK_SECRET",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "S3PROXY_IDENTITY",
                "S3PROXY_CREDENTIAL");
        List<Map.Entry<String, JsonNode>> values = services()
                .flatMap(service -> service.path("environment").propertyStream())
                .filter(variable -> secrets.contains(variable.getKey()))
                .toList();

        assertThat(values.stream().map(Map.Entry::getKey)).containsAll(secrets);
        assertThat(values)
                .allSatisfy(
                        variable -> assertThat(variable.getValue().asText()).matches("\\$\\{SAILPLANE_\\w+:\\?[^}]+}"));
    }

    @Test
    void onlyThisMachineReachesIt() {
        assertThat(services().flatMap(service -> service.path("ports").valueStream()))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.asText()).matches("127\\.0\\.0\\.1:(\\d+):\\1"));
        assertThat(services().flatMap(service -> service.path("ports").valueStream()))
                .noneMatch(port -> port.asText().contains("9000"));
        assertThat(service("api").at("/environment/SAILPLANE_ACCESS").asText()).isEqualTo("keys");
    }

    @Test
    void picturesHaveTheSameAddressInsideAndOutside() {
        URI endpoint = URI.create(service("api").at("/environment/S3_ENDPOINT").asText());

        assertThat(service("s3").at("/networks/default/aliases").toString()).isEqualTo("[\"%s\"]", endpoint.getHost());
        assertThat(service("s3").path("ports").toString())
                .isEqualTo("[\"127.0.0.1:%d:%d\"]", endpoint.getPort(), endpoint.getPort());
        assertThat(URI.create(service("s3").at("/environment/S3PROXY_ENDPOINT").asText())
                        .getPort())
                .isEqualTo(endpoint.getPort());
    }

    @Test
    void whatIsNeededIsThereFirst() {
        for (String name : List.of("api", "worker-cpu", "worker-cuda")) {
            assertThat(service(name).at("/depends_on/topics/condition").asText())
                    .isEqualTo("service_completed_successfully");
            assertThat(service(name).at("/healthcheck/test").toString()).contains("9000", "/q/health/ready");
        }
        assertThat(services().flatMap(service -> service.path("depends_on").propertyStream()))
                .allSatisfy(need -> {
                    JsonNode needed = service(need.getKey());
                    boolean healthy = need.getValue().path("condition").asText().equals("service_healthy");
                    assertThat(needed.isMissingNode()).isFalse();
                    assertThat(needed.has("healthcheck")).isEqualTo(healthy);
                });
        assertThat(compose.path("configs")
                        .valueStream()
                        .map(file -> file.path("file").asText()))
                .isNotEmpty()
                .allMatch(file -> Files.exists(Path.of(file)));
    }

    @Test
    void aGpuIsAskedForByTheProfileAlone() {
        assertThat(compose.path("services")
                        .propertyStream()
                        .filter(service -> service.getValue().has("profiles"))
                        .map(Map.Entry::getKey))
                .containsExactly("worker-cuda");
        assertThat(service("worker-cuda")
                        .at("/deploy/resources/reservations/devices/0/driver")
                        .asText())
                .isEqualTo("nvidia");
    }
}
