package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sailplane.cli.CommandFailedException;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.TenantName;
import dev.sailplane.devstack.access.AccessBucket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tenants as an operator makes them, and an API that asks for them. */
class KeysIT {
    private static final String UNKNOWN_JOB = "/v1/predictions/01jmzx3v9q8t7w6y5k4h000001";

    @TempDir
    private static Path folder;

    private static SailplaneProcess stack;
    private static URI api;

    @BeforeAll
    static void startStackThatAsksForKeys() throws IOException {
        stack = SailplaneProcess.start(folder, Map.of("SAILPLANE_ACCESS", "keys"), "up", "--data", "data");
        await().atMost(RunningStack.PATIENCE).until(() -> stack.printed().contains("Sailplane is up"));
        api = DataDirectory.runningIn(folder.resolve("data")).orElseThrow();
    }

    @AfterAll
    static void stopStack() throws InterruptedException {
        stack.stop();
        stack.await();
    }

    @Test
    void aKeyOpensTheApiUntilItIsRevoked() throws IOException, InterruptedException {
        assertThat(status(Optional.empty())).isEqualTo(401);
        ApiKey key = new ApiKey(
                run("keys", "create", "--tenant", "acme", "--name", "ci").strip());
        assertThat(status(Optional.of(key))).isEqualTo(404);

        String listed = run("keys", "list", "--tenant", "acme");
        assertThat(listed).contains("acme", "ci", key.hint()).doesNotContain(key.text());
        assertThat(run("keys", "list", "--tenant", "other")).isEmpty();

        String id = listed.substring(0, 12);
        assertThat(key.id().value()).startsWith(id);
        assertThat(run("keys", "revoke", id)).contains(id);
        assertThat(run("keys", "list", "--tenant", "acme")).isEmpty();
        await().atMost(Duration.ofSeconds(45)).until(() -> status(Optional.of(key)) == 401);
    }

    @Test
    void aPictureIsDrawnForWhomTheKeyNames() throws IOException, InterruptedException {
        String key = run("keys", "create", "--tenant", "drawing").strip();
        SailplaneProcess generate = SailplaneProcess.start(
                folder,
                Map.of("SAILPLANE_API_KEY", key),
                "generate",
                "a black ring",
                "--data",
                "data",
                "--steps",
                "2",
                "--output",
                "drawn");
        assertThat(generate.await()).as(generate.said()).isZero();
        assertThat(folder.resolve("drawn")).isDirectoryContaining("glob:**.png");
    }

    @Test
    void theKeyItselfLiesNowhere() throws IOException, InterruptedException {
        String key = run("keys", "create", "--tenant", "secretive").strip();
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).anySatisfy(file -> assertThat(file.toString()).contains("access"));
            assertThat(all).noneMatch(file -> contains(file, key));
        }
    }

    @Test
    void aTenantsLimitsAreSetOneByOne() throws IOException, InterruptedException {
        run("tenants", "set", "limited", "--requests-per-minute", "600");
        run("tenants", "set", "limited", "--concurrent-jobs", "20");
        assertThat(run("tenants", "list")).contains("limited  requests a minute: 600  concurrent jobs: 20");
    }

    @Test
    void aRotationKeepsTheLimitsAndCountsUp() throws IOException, InterruptedException {
        run("tenants", "set", "rotating", "--concurrent-jobs", "3");
        assertThat(run("tenants", "rotate-webhook-secret", "rotating", "--keep-previous", "7d"))
                .contains("concurrent jobs: 3", "version 2, the one before until ");
        assertThat(run("tenants", "rotate-webhook-secret", "rotating", "--keep-previous", "0m"))
                .contains("version 3")
                .doesNotContain("before");
    }

    @Test
    void ofTwoOperatorsAtTheSameTenantOneIsTold() {
        TenantName tenant = new TenantName("contested");
        try (AccessBucket access = new AccessBucket(
                new RunningStacks().find(folder.resolve("data")).orElseThrow())) {
            for (int round = 0; round < 2; round++) {
                // First neither finds a record, then both find one.
                assertThatThrownBy(() -> access.change(tenant, record -> {
                            access.change(tenant, other -> other.rotated(Optional.empty()));
                            return record;
                        }))
                        .isInstanceOf(CommandFailedException.class)
                        .hasMessageContaining("somebody else");
            }
            assertThat(access.tenants().get(tenant))
                    .isNotNull()
                    .satisfies(record ->
                            assertThat(record.webhookSecret().version()).isEqualTo(3));
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> all =
                Stream.concat(Stream.of(arguments), Stream.of("--data", "data")).toList();
        SailplaneProcess command = SailplaneProcess.start(folder, all.toArray(String[]::new));
        assertThat(command.await()).as(command.said()).isZero();
        return command.printed();
    }

    private static int status(Optional<ApiKey> key) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(UNKNOWN_JOB));
            key.ifPresent(shown -> request.header("Authorization", "Bearer " + shown.text()));
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
