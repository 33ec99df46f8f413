package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final URI S3 = URI.create("http://127.0.0.1:4712");

    @TempDir
    private Path folder;

    @Test
    void keepsItsSecretsForTheOwnerAlone() throws IOException {
        try (DataDirectory data = DataDirectory.take(folder)) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("credentials.properties"))))
                    .isEqualTo("rw-------");
            assertThat(data.credentials().webhookSecret()).startsWith("whsec_");
            assertThat(data.credentials().toString())
                    .doesNotContain(data.credentials().secretKey());
        }
    }

    @Test
    void drawsItsSecretsOnce() {
        Credentials first;
        try (DataDirectory data = DataDirectory.take(folder)) {
            first = data.credentials();
        }
        try (DataDirectory again = DataDirectory.take(folder)) {
            assertThat(again.credentials()).isEqualTo(first);
        }
    }

    @Test
    void refusesASecondStackAndNamesTheFirst() {
        try (DataDirectory data = DataDirectory.take(folder)) {
            data.announce(S3, Optional.of(URI.create("http://127.0.0.1:4711")));
            assertThatThrownBy(() -> DataDirectory.take(folder))
                    .isInstanceOf(DevStackException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("http://127.0.0.1:4711")
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void tellsOfAStackOnlyWhileItRuns() {
        try (DataDirectory data = DataDirectory.take(folder)) {
            data.announce(S3, Optional.of(URI.create("http://127.0.0.1:4711")));
            assertThat(DataDirectory.runningIn(folder)).contains(URI.create("http://127.0.0.1:4711"));
            assertThat(DataDirectory.storeRunningIn(folder)).contains(S3);
        }
        assertThat(DataDirectory.storeRunningIn(folder)).isEmpty();
        assertThat(DataDirectory.runningIn(folder)).isEmpty();
    }

    @Test
    void aStackWithoutApiTellsOfItsStoreAlone() {
        try (DataDirectory data = DataDirectory.take(folder)) {
            data.announce(S3, Optional.empty());
            assertThat(DataDirectory.runningIn(folder)).isEmpty();
            assertThat(DataDirectory.storeRunningIn(folder)).contains(S3);
        }
    }

    @Test
    void aStackThatWasKilledDoesNotRun() throws IOException {
        try (DataDirectory data = DataDirectory.take(folder)) {
            data.announce(S3, Optional.of(URI.create("http://127.0.0.1:4711")));
            Files.copy(folder.resolve("stack.json"), folder.resolve("left-behind"));
        }
        Files.move(folder.resolve("left-behind"), folder.resolve("stack.json"));
        assertThat(DataDirectory.runningIn(folder)).isEmpty();
    }
}
