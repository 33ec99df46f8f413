package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    private static final String PROMPT = "a black ring on a white background";

    @TempDir
    private Path folder;

    @Test
    void theDemoDrawsThePixelsOfTheEngineAlone() throws IOException, InterruptedException {
        SailplaneProcess demo = SailplaneProcess.start(
                folder, "demo", PROMPT, "--seed", "11", "--steps", "10", "--upsample-steps", "5", "--data", "data");
        assertThat(demo.await()).as(demo.said()).isZero();
        assertThat(demo.said()).contains("its signature is right");

        SailplaneProcess alone = SailplaneProcess.start(
                folder, "generate", "--local", PROMPT, "--seed", "11", "--steps", "10", "--upsample-steps", "5");
        assertThat(alone.await()).as(alone.said()).isZero();

        assertThat(pixels(demo)).isEqualTo(pixels(alone));
    }

    @Test
    void servesAModelOfOnesOwn() throws IOException, InterruptedException {
        Path stickers = Path.of(System.getProperty("sailplane.home", "")).resolve("worker/models/stickers");
        Path own = Files.createDirectories(folder.resolve("models/mine"));
        try (Stream<Path> weights = Files.list(stickers)) {
            for (Path file : weights.filter(path -> path.toString().endsWith(".safetensors"))
                    .toList()) {
                Files.copy(file, own.resolve(file.getFileName()));
            }
        }
        String description = Files.readString(stickers.resolve("model.json"));
        Files.writeString(own.resolve("model.json"), description.replace("sailplane/stickers", "local/mine"));

        SailplaneProcess demo = SailplaneProcess.start(
                folder,
                "demo",
                PROMPT,
                "--steps",
                "2",
                "--data",
                "data",
                "--models",
                "models",
                "--model",
                "local/mine");

        assertThat(demo.await()).as(demo.said()).isZero();
        assertThat(pixels(demo)).isNotEmpty();
    }

    @Test
    void aFailedDemoSaysWhyAndLeavesNothingRunning() throws IOException, InterruptedException {
        SailplaneProcess demo =
                SailplaneProcess.start(folder, "demo", PROMPT, "--data", "data", "--model", "sailplane/no-such-model");
        assertThat(demo.await()).isEqualTo(1);
        assertThat(demo.said()).contains("sailplane/no-such-model");
    }

    private int[] pixels(SailplaneProcess named) throws IOException {
        Path file = folder.resolve(named.printed().strip());
        return TestPictures.pixels(TestPictures.decode(Files.readAllBytes(file)));
    }
}
