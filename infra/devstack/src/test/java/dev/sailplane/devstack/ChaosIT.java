package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run on a stack of its own; its data and logs stay in {@code target/chaos} until the next one. */
class ChaosIT {
    // One whose broker is away briefly: an order refused in a long outage may be taken later after all (decision 0004),
    // and
    // its repetition then is a second job.
    private static final int SEED = 23;

    private static final Path DATA = Path.of("target", "chaos").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void everyJobEndsOnceWhateverIsKilledMeanwhile() throws IOException, InterruptedException {
        if (Files.exists(DATA)) {
            Folders.delete(DATA);
        }
        SailplaneProcess chaos = SailplaneProcess.start(
                folder,
                "chaos",
                "--kills=40",
                "--seed=" + SEED,
                "--pause=1.8",
                "--jobs-per-second=0.5",
                "--inputs=8",
                "--data=" + DATA);
        int status = chaos.await(Duration.ofMinutes(12));
        assertThat(status).as(chaos.said() + chaos.printed()).isZero();

        assertThat(chaos.said()).startsWith("seed " + SEED);
        assertThat(chaos.printed()).contains("every accepted job ended").doesNotContain("FAILS");
        JsonNode result = new JsonMapper().readTree(DATA.resolve("chaos.json").toFile());
        assertThat(result.path("jobs").path("accepted").asInt()).isGreaterThan(10);
        assertThat(result.path("jobs").path("succeeded").asInt()).isGreaterThan(5);
        int hits = 0;
        for (JsonNode count : result.path("hits")) {
            hits += count.asInt();
        }
        assertThat(hits).isGreaterThan(35);
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("mine"), "");
        SailplaneProcess chaos = SailplaneProcess.start(folder, "chaos", "--data=" + folder);
        assertThat(chaos.await()).isEqualTo(2);
        assertThat(chaos.said()).contains("is not empty");
    }
}
