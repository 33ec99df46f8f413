package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Docker itself reads the Compose file; no engine is needed for that. */
@EnabledIf(value = "isInstalled", disabledReason = "docker compose is not installed")
class DockerComposeIT {
    static boolean isInstalled() {
        return Command.isInstalled("docker", "compose", "version");
    }

    private static Command.Finished config(String... variables) throws IOException {
        String command = String.join(" ", variables) + " docker compose -f compose.yaml --profile gpu config --quiet";
        return Command.run(Path.of("."), Duration.ofMinutes(1), "sh", "-c", command);
    }

    @Test
    void readsTheFile() throws IOException {
        Command.Finished config = config(
                "SAILPLANE_WEBHOOK_SECRET=whsec_none", "SAILPLANE_S3_ACCESS_KEY=none", "SAILPLANE_S3_SECRET_KEY=none");

        assertThat(config.status()).as(config.errors()).isZero();
    }

    @Test
    void asksForSecrets() throws IOException {
        assertThat(config("SAILPLANE_WEBHOOK_SECRET=").status()).isNotZero();
    }
}
