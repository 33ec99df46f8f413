package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code libtorch.sh} lays out, with a {@code curl} that answers from a folder: nothing is fetched from anywhere. */
class LibtorchTest {
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/ai/djl/pytorch/";
    private static final String JNI = CENTRAL + "pytorch-jni/2.7.1-0.35.1/pytorch-jni-2.7.1-0.35.1.jar";
    private static final String CPU = CENTRAL + "pytorch-native-cpu/2.7.1/pytorch-native-cpu-2.7.1-linux-x86_64.jar";
    private static final String CUDA = "https://publish.djl.ai/pytorch/2.7.1/";
    private static final String NO_SUM = "";

    @TempDir
    private Path root;

    @BeforeEach
    void publish() throws IOException {
        assumeTrue(
                Command.isInstalled("unzip", "-v") && Command.isInstalled("sha256sum", "--version"),
                "libtorch.sh needs unzip and sha256sum");
        publishCurl();
        publishJar(
                JNI,
                Map.of(
                        "jnilib/linux-x86_64/cpu/libdjl_torch.so", "JNI for the CPU",
                        "jnilib/linux-x86_64/cu128/libdjl_torch.so", "JNI for CUDA",
                        "jnilib/win-x86_64/cpu/djl_torch.dll", "JNI for Windows"));
        publishJar(
                CPU,
                Map.of(
                        "pytorch/cpu/linux-x86_64/libtorch.so", "torch",
                        "pytorch/cpu/linux-x86_64/libc10.so", "c10",
                        "META-INF/MANIFEST.MF", ""));
        publishLibrary("cu128/linux-x86_64/libtorch.so", "torch for CUDA");
        publishLibrary("cu128/linux-x86_64/libstdc%2B%2B.so.6", "C++");
        publishLibrary("cu128/linux-x86_64/libcudart-0d5e.so.12", "CUDA's runtime");
        Files.writeString(published(CUDA + "files.txt"), """
                cpu/linux-x86_64/libtorch.so.gz
                cu128/linux-x86_64/libcudart-0d5e.so.12.gz
                cu128/linux-x86_64/libstdc%2B%2B.so.6.gz
                cu128/linux-x86_64/libtorch.so.gz
                cu128/win-x86_64/torch.dll.gz
                """);
    }

    @Test
    void theCpusLibrariesComeFromMavenCentral() throws IOException {
        Command.Finished script = layOut("cpu", NO_SUM);

        assertThat(script.status()).as(script.errors()).isZero();
        assertThat(libraries())
                .isEqualTo(Map.of("libdjl_torch.so", "JNI for the CPU", "libtorch.so", "torch", "libc10.so", "c10"));
        assertThat(asked()).containsExactly(JNI, CPU);
    }

    @Test
    void cudasLibrariesComeFromWhereDjlHasThemAndAreUnpacked() throws IOException {
        Command.Finished script = layOut("cu128", NO_SUM);

        assertThat(script.status()).as(script.errors()).isZero();
        assertThat(libraries())
                .isEqualTo(Map.of(
                        "libdjl_torch.so", "JNI for CUDA",
                        "libtorch.so", "torch for CUDA",
                        "libstdc++.so.6", "C++",
                        "libcudart-0d5e.so.12", "CUDA's runtime"));
        assertThat(asked())
                .containsExactly(
                        JNI,
                        CUDA + "files.txt",
                        CUDA + "cu128/linux-x86_64/libcudart-0d5e.so.12.gz",
                        CUDA + "cu128/linux-x86_64/libstdc%2B%2B.so.6.gz",
                        CUDA + "cu128/linux-x86_64/libtorch.so.gz");
    }

    @Test
    void cudasRuntimeIsFoundByItsPlainName() throws IOException {
        Command.Finished script = layOut("cu128", NO_SUM);

        assertThat(script.status()).as(script.errors()).isZero();
        assertThat(target().resolveSibling("cudart").resolve("libcudart.so"))
                .isSymbolicLink()
                .hasContent("CUDA's runtime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cu128"})
    void takesTheSumThatItPrintedItself(String flavor) throws IOException {
        String sum = printedSum(layOut(flavor, NO_SUM));

        Command.Finished script = layOut(flavor, sum);

        assertThat(script.status()).as(script.errors()).isZero();
        assertThat(printedSum(script)).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cu128"})
    void refusesAnotherSum(String flavor) throws IOException {
        String sum = "0".repeat(64);

        Command.Finished script = layOut(flavor, sum);

        assertThat(script.status()).isEqualTo(1);
        assertThat(script.errors()).contains("expected " + sum);
    }

    @Test
    void refusesALibraryThatWasChanged() throws IOException {
        String sum = printedSum(layOut("cu128", NO_SUM));
        publishLibrary("cu128/linux-x86_64/libtorch.so", "something else");

        Command.Finished script = layOut("cu128", sum);

        assertThat(script.status()).isEqualTo(1);
        assertThat(script.errors()).contains("expected " + sum);
    }

    @Test
    void failsWithoutALibraryThatIsListed() throws IOException {
        Files.delete(published(CUDA + "cu128/linux-x86_64/libstdc%2B%2B.so.6.gz"));

        Command.Finished script = layOut("cu128", NO_SUM);

        assertThat(script.status()).isNotZero();
        assertThat(script.output()).isEmpty();
    }

    @Test
    void refusesAFlavorThatItDoesNotKnow() throws IOException {
        Command.Finished script = layOut("rocm", NO_SUM);

        assertThat(script.status()).isEqualTo(2);
        assertThat(script.errors()).contains("not rocm");
        assertThat(log()).doesNotExist();
    }

    private Command.Finished layOut(String flavor, String sum) throws IOException {
        return Command.run(
                Path.of("."),
                Duration.ofSeconds(30),
                "env",
                "PATH=" + commands() + ":" + System.getenv("PATH"),
                "LIBTORCH_SHA256=" + sum,
                "sh",
                "libtorch.sh",
                flavor,
                "2.7.1",
                "0.35.1",
                target().toString());
    }

    private static String printedSum(Command.Finished script) {
        assertThat(script.output()).matches("LIBTORCH_SHA256=[0-9a-f]{64}\n");
        return script.output().strip().substring("LIBTORCH_SHA256=".length());
    }

    private Map<String, String> libraries() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(target())) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return found;
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(log());
    }

    /** Says what it was asked for, its last argument, and gives the file that was published there. */
    private void publishCurl() throws IOException {
        Path curl = Files.createDirectories(commands()).resolve("curl");
        Files.writeString(curl, """
                #!/bin/sh
                for address; do :; done
                echo "$address" >>'%s'
                exec cat "%s/${address#https://}"
                """.formatted(log(), internet()));
        Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void publishJar(String address, Map<String, String> files) throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(published(address)))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void publishLibrary(String name, String content) throws IOException {
        try (OutputStream library = new GZIPOutputStream(Files.newOutputStream(published(CUDA + name + ".gz")))) {
            library.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path published(String address) throws IOException {
        Path file = internet().resolve(address.substring("https://".length()));
        Files.createDirectories(file.getParent());
        return file;
    }

    private Path target() {
        return root.resolve("libtorch").resolve("lib");
    }

    private Path commands() {
        return root.resolve("commands");
    }

    private Path internet() {
        return root.resolve("internet");
    }

    private Path log() {
        return root.resolve("asked.txt");
    }
}
