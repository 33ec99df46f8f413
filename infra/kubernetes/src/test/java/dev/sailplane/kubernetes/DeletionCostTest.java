package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, with a kubectl and a curl that note what they are asked for; the pause ends it. */
class DeletionCostTest {
    private static final Path SCRIPT =
            Path.of("components", "deletion-cost", "deletion-cost.sh").toAbsolutePath();

    @TempDir
    private Path tools;

    @BeforeEach
    void stopAtThePause() throws IOException {
        tool("sleep", "exit 9");
    }

    @Test
    void eachWorkerBearsWhatItsDeviceHasLeftToDo() throws IOException {
        pods("busy 10.0.0.1 ", "idle 10.0.0.2 40", "same 10.0.0.3 7");
        tool("curl", """
                case "$*" in
                  *http://10.0.0.1:9000/load) echo '{"worker":"a","device_seconds_left":12.5}' ;;
                  *http://10.0.0.2:9000/load) echo '{"worker":"b","device_seconds_left":0.0}' ;;
                  *http://10.0.0.3:9000/load) echo '{"worker":"c","device_seconds_left":7.9}' ;;
                esac""");

        assertThat(run())
                .containsExactly(
                        "annotate pod busy --overwrite controller.kubernetes.io/pod-deletion-cost=12",
                        "annotate pod idle --overwrite controller.kubernetes.io/pod-deletion-cost=0");
    }

    @Test
    void aWorkerThatDoesNotAnswerHoldsUpNobody() throws IOException {
        pods("starting 10.0.0.1 ", "other 10.0.0.2 ", "busy 10.0.0.3 ");
        tool("curl", """
                case "$*" in
                  *10.0.0.1*) exit 7 ;;
                  *10.0.0.2*) echo 'something else' ;;
                  *) echo '{"device_seconds_left":3.0}' ;;
                esac""");

        assertThat(run()).containsExactly("annotate pod busy --overwrite controller.kubernetes.io/pod-deletion-cost=3");
    }

    private void pods(String... lines) throws IOException {
        Files.write(tools.resolve("pods"), List.of(lines));
        tool("kubectl", "[ \"$1\" = get ] && cat \"${0%/*}/pods\" || echo \"$*\" >>\"${0%/*}/asked\"");
    }

    private void tool(String name, String body) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What was written. */
    private List<String> run() throws IOException {
        Command.Finished finished = Command.run(
                tools,
                Duration.ofSeconds(20),
                "env",
                "HOME=" + tools,
                "PATH=" + tools + ":" + System.getenv("PATH"),
                "sh",
                SCRIPT.toString());
        assertThat(finished.status()).as(finished.errors()).isEqualTo(9);
        assertThat(tools.resolve("alive")).as("what the probe looks at").exists();
        return Files.readAllLines(tools.resolve("asked"));
    }
}
