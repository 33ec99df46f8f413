package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Dockerfile is one by the linters' rules, and the Compose file by the specification's schema. */
@EnabledIf(value = "dev.sailplane.images.Linters#toolsAreInstalled", disabledReason = Linters.TO_INSTALL)
class LintersIT {
    private static @Nullable Linters linters;

    @BeforeAll
    static void install() throws IOException {
        linters = Linters.install();
    }

    private static Linters linters() {
        return Objects.requireNonNull(linters);
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void nothingIsWrongWithADockerfile(Dockerfile dockerfile) throws IOException {
        assertThat(linters().complaints(dockerfile + ".Dockerfile", dockerfile.text()))
                .isEmpty();
    }

    @Test
    void theComposeFileFitsItsSchema() throws IOException {
        assertThat(linters().complaints("compose.json", Compose.tree().toString()))
                .isEmpty();
    }

    @Test
    void faultsAreFound() throws IOException {
        JsonNode compose = Compose.tree();
        ((ObjectNode) compose.at("/services/api")).put("read_onyl", true);

        assertThat(linters().complaints("faulty.json", compose.toString()))
                .singleElement()
                .asString()
                .contains("read_onyl");
        assertThat(linters().complaints("faulty.Dockerfile", "FROM ubuntu:latest\nEXPOZE 1\nWORKDIR here\n"))
                .anyMatch(complaint -> complaint.contains("latest"))
                .anyMatch(complaint -> complaint.contains("EXPOZE"))
                .anyMatch(complaint -> complaint.contains("absolute"));
    }
}
