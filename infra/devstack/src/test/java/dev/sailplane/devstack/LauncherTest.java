package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a folder of its own, with a Maven that tells which JDK and folder it was run with. */
class LauncherTest {
    /** What a run came to. */
    private record Run(int status, String said) {}

    @TempDir
    private Path folder;

    @BeforeEach
    void copyLauncher() throws IOException {
        Path original = Path.of(System.getProperty("sailplane.home", ""), "sailplane");
        Files.copy(original, checkout().resolve("sailplane"), StandardCopyOption.COPY_ATTRIBUTES);
        script(checkout().resolve("mvnw"), "echo \"jdk=$JAVA_HOME in=$(pwd -P) $*\"");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.1");
        Run run = run(checkout().resolve("sailplane"), Map.of("JAVA_HOME", old.toString()), "test");
        assertThat(run.said).contains("jdk=/").doesNotContain("jdk=" + old);
    }

    @Test
    void aJdkThatIsNewEnoughIsTaken() throws IOException, InterruptedException {
        Path recent = jdk("recent", "25.0.1");
        Run run = run(checkout().resolve("sailplane"), Map.of("JAVA_HOME", recent.toString()), "test");
        assertThat(run.said).contains("jdk=" + recent).contains("verify");
    }

    @Test
    void worksThroughALinkFromAnotherFolder() throws IOException, InterruptedException {
        Path link =
                Files.createSymbolicLink(folder.resolve("elsewhere"), checkout().resolve("sailplane"));
        Path recent = jdk("recent", "26");
        Run run = run(link, Map.of("JAVA_HOME", recent.toString()), "test");
        assertThat(run.said).contains("in=" + checkout().toRealPath() + " ");
    }

    @Test
    void anUnknownCommandIsRefusedAndTheKnownOnesAreNamed() throws IOException, InterruptedException {
        Run run = run(checkout().resolve("sailplane"), Map.of(), "fly");
        assertThat(run.status).isEqualTo(2);
        assertThat(run.said)
                .contains("unknown command 'fly'")
                .contains("demo", "up", "generate", "keys", "tenants", "models", "bench", "load", "test");
    }

    @Test
    void aFailedBuildIsToldWithItsErrors() throws IOException, InterruptedException {
        script(checkout().resolve("mvnw"), "echo '[INFO] noise'; echo '[ERROR] no such bolt'; exit 1");
        Path recent = jdk("recent", "25");
        Run run = run(checkout().resolve("sailplane"), Map.of("JAVA_HOME", recent.toString()), "demo", "a ring");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.said).contains("no such bolt", "sailplane-build.log").doesNotContain("noise");
    }

    private Path checkout() throws IOException {
        return Files.createDirectories(folder.resolve("checkout"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "exit 0");
        script(jdk.resolve("bin/javac"), "exit 0");
        return jdk;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }
}
