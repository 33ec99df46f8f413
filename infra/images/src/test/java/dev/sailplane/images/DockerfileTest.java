package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.images.Dockerfile.Instruction;
import dev.sailplane.images.Dockerfile.Stage;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all images promise, and what they must agree with. */
class DockerfileTest {
    private static final String BASE = "eclipse-temurin:(25(\\.\\d+)+_\\d+)-(jdk|jre)-noble(@sha256:[0-9a-f]{64})?";
    private static final Pattern SECRET = Pattern.compile("SECRET|PASSWORD|TOKEN|CREDENTIAL|_KEY");

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void basesAreExact(Dockerfile dockerfile) {
        assertThat(dockerfile.text()).matches("(?s)# syntax=docker/dockerfile:\\d+\\.\\d+\\.\\d+\n.*");
        assertThat(dockerfile.stages())
                .map(Stage::base)
                .filteredOn(base -> dockerfile.stage(base).isEmpty())
                .isNotEmpty()
                .allMatch(base -> base.matches(BASE));
    }

    @Test
    void everythingIsBuiltForTheJvmThatRunsIt() {
        assertThat(Dockerfile.all().stream()
                        .flatMap(dockerfile -> dockerfile.stages().stream().map(Stage::base))
                        .filter(base -> base.startsWith("eclipse-temurin"))
                        .map(base -> base.replaceFirst(BASE, "$1"))
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void runsAsNobody(Dockerfile dockerfile) {
        assertThat(dockerfile.stages().getLast().all("USER").map(Instruction::arguments))
                .containsExactly("10001:10001");
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void sourcesAreThereAndReachTheBuilder(Dockerfile dockerfile) throws IOException {
        List<String> ignoring = Files.readAllLines(Path.of(dockerfile.image(), "Dockerfile.dockerignore"));

        // Whoever adds a file to the repository does not add it to the context.
        assertThat(ignoring).contains("*", "!**/pom.xml", "**/target").doesNotContain("!.", "!*");
        for (Stage stage : dockerfile.stages()) {
            assertThat(stage.all("COPY").map(Instruction::copy))
                    .allSatisfy(copy -> copy.stage()
                            .ifPresentOrElse(
                                    from -> assertThat(dockerfile.stage(from)).isPresent(), () -> {
                                        for (String source : copy.sources()) {
                                            assertThat(Dockerfile.REPOSITORY.resolve(source))
                                                    .exists();
                                            assertThat(source.equals(".") || ignoring.contains("!" + source))
                                                    .as(source)
                                                    .isTrue();
                                        }
                                    }));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void theJvmIsStartedAsEverywhere(Dockerfile dockerfile) {
        List<String> command = dockerfile.entrypoint();

        assertThat(command)
                .startsWith("java")
                .contains(property("sailplane.jvm.flags").split(" ", -1));
        assertThat(command).anyMatch(word -> word.matches("-XX:MaxRAMPercentage=\\d+"));
        assertThat(command).contains("-XX:+ExitOnOutOfMemoryError");
        assertThat(dockerfile.all("COPY"))
                .extracting(copy -> copy.copy().target())
                .contains(cache(command), command.getLast());
    }

    private static String cache(List<String> command) {
        String option = "-XX:AOTCache=";
        return command.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void theCacheIsTrainedByTheSameProgram(Dockerfile dockerfile) {
        Stage training = dockerfile.stage("training").orElseThrow();
        List<String> command = dockerfile.entrypoint();

        assertThat(training.base()).isEqualTo(dockerfile.stages().getLast().base());
        assertThat(training.all("RUN").map(Instruction::arguments))
                .singleElement()
                .asString()
                .contains(property("sailplane.jvm.flags"))
                .endsWith("-jar " + command.getLast());
        assertThat(training.all("USER").map(Instruction::arguments)).containsExactly("10001:10001");
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void portsAreThoseOfTheService(Dockerfile dockerfile) throws IOException {
        String service = dockerfile.image().startsWith("worker") ? "worker" : "api";
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Dockerfile.REPOSITORY.resolve(service + "/service/src/main/resources/application.properties"))) {
            properties.load(reader);
        }

        assertThat(dockerfile.all("EXPOSE"))
                .extracting(Instruction::arguments)
                .containsExactly(properties.getProperty("quarkus.http.port", "8080") + " "
                        + properties.getProperty("quarkus.management.port"));
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void noSecretIsInAnImage(Dockerfile dockerfile) {
        assertThat(dockerfile.environment().keySet())
                .noneMatch(name -> SECRET.matcher(name).find());
        assertThat(dockerfile.all("RUN")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void timesAreThoseOfTheBuild(Dockerfile dockerfile) {
        String epoch = Long.toString(Instant.parse(property("output.timestamp")).getEpochSecond());

        assertThat(arguments(dockerfile, "SOURCE_DATE_EPOCH")).isNotEmpty().containsOnly(epoch);
    }

    private static List<String> arguments(Dockerfile dockerfile, String name) {
        return dockerfile.stages().stream()
                .flatMap(stage -> stage.all("ARG").map(Instruction::arguments))
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.images.Dockerfile#all")
    void libtorchIsTheOneThatTheEngineWasBuiltFor(Dockerfile dockerfile) {
        Optional<Stage> libtorch = dockerfile.stage("libtorch");
        assertThat(libtorch.isPresent()).isEqualTo(dockerfile.image().startsWith("worker"));
        if (libtorch.isEmpty()) {
            return;
        }
        Map<String, String> environment = dockerfile.environment();

        assertThat(arguments(dockerfile, "PYTORCH_VERSION")).containsExactly(property("pytorch.version"));
        assertThat(arguments(dockerfile, "DJL_VERSION")).containsExactly(property("djl.version"));
        assertThat(environment).containsEntry("PYTORCH_VERSION", property("pytorch.version"));
        assertThat(libtorch.orElseThrow().all("RUN").map(Instruction::arguments))
                .singleElement()
                .asString()
                .contains("libtorch.sh " + environment.get("PYTORCH_FLAVOR") + " ")
                .contains(environment.get("PYTORCH_LIBRARY_PATH"));
        assertThat(environment).containsEntry("DJL_OFFLINE", "true");
    }

    @Test
    void gpusAreFoundByTheCudaThatComesWithLibtorch() {
        Dockerfile cuda = Dockerfile.of("worker-cuda");
        String lib = Objects.requireNonNull(cuda.environment().get("PYTORCH_LIBRARY_PATH"));

        // Where libtorch.sh puts libcudart.so.
        assertThat(cuda.environment())
                .containsEntry(
                        "LD_LIBRARY_PATH", Path.of(lib).resolveSibling("cudart").toString())
                .containsEntry("NVIDIA_DRIVER_CAPABILITIES", "compute,utility")
                .containsEntry("SAILPLANE_DEVICE", "cuda");
    }
}
