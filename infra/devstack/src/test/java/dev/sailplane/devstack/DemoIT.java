package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(demo.said()).contains("is a toy", "its signature is right");

        SailplaneProcess alone = SailplaneProcess.start(
                folder, "generate", "--local", PROMPT, "--seed", "11", "--steps", "10", "--upsample-steps", "5");
        assertThat(alone.await()).as(alone.said()).isZero();

        assertThat(pixels(demo)).isEqualTo(pixels(alone));
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
