package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fleet is resized as in the simulated week of decision 19, whose numbers stand in the simulation's source. But the HPA
 * rounds the part that may go up, and the simulation down: above ten workers that is one more a minute at most.
 */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class SimulatedScalingTest {
    private static final Path API_TESTS = Path.of("..", "..", "api", "service", "src", "test", "java");
    private static final Path SIMULATION = API_TESTS.resolve("dev/sailplane/api/fleet/simulation");
    private static final String AUTOSCALER = "Autoscaler.java";
    private static final String WEEK = "FleetSimulationTest.java";

    static Stream<Manifest> scaledObjects() {
        return Rendering.all().stream().flatMap(rendering -> rendering.ofKind("ScaledObject"));
    }

    @ParameterizedTest
    @MethodSource("scaledObjects")
    void theSignalMeansAsManyWorkers(Manifest scaling) throws IOException {
        double target = scaling.at("/spec/triggers/0/metadata/targetValue").asDouble();

        assertThat(target).isEqualTo(constant(WEEK, "TARGET"));
    }

    @ParameterizedTest
    @MethodSource("scaledObjects")
    void theFirstWorkerComesAsSoonAndTheLastOneStaysAsLong(Manifest scaling) throws IOException {
        double polling = scaling.at("/spec/pollingInterval").asDouble();
        double cooldown = scaling.at("/spec/cooldownPeriod").asDouble();

        assertThat(polling).isPositive().isLessThanOrEqualTo(constant(AUTOSCALER, "PERIOD"));
        assertThat(cooldown).isEqualTo(constant(AUTOSCALER, "COOLDOWN"));
    }

    @ParameterizedTest
    @MethodSource("scaledObjects")
    void workersComeAsFast(Manifest scaling) throws IOException {
        JsonNode up = behavior(scaling, "scaleUp");
        int times = 1 + policy(up, "Percent") / 100;
        String limit = "Math.max(%d * present, present + %d)".formatted(times, policy(up, "Pods"));

        assertThat(up.path("stabilizationWindowSeconds").asInt(-1)).isZero();
        assertThat(periods(up)).containsOnly(constant(AUTOSCALER, "PERIOD"));
        assertThat(source(AUTOSCALER)).contains(limit);
    }

    @ParameterizedTest
    @MethodSource("scaledObjects")
    void workersGoAsSlowly(Manifest scaling) throws IOException {
        JsonNode down = behavior(scaling, "scaleDown");
        double part = policy(down, "Percent") / 100.0;
        String limit = "before - Math.max(%d, (int) (before * rule.downPart))".formatted(policy(down, "Pods"));
        String rule = "new Autoscaler.Rule(metric, target, WORKERS, %s)".formatted(part);

        assertThat(down.path("stabilizationWindowSeconds").asDouble()).isEqualTo(constant(AUTOSCALER, "STABILIZATION"));
        assertThat(periods(down)).containsOnly(constant(AUTOSCALER, "DOWN_PERIOD"));
        assertThat(source(AUTOSCALER)).contains(limit);
        assertThat(source(WEEK)).contains(rule);
    }

    private static JsonNode behavior(Manifest scaling, String direction) {
        return scaling.at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/" + direction);
    }

    private static Stream<Double> periods(JsonNode direction) {
        return direction.findValues("periodSeconds").stream().map(JsonNode::asDouble);
    }

    private static int policy(JsonNode direction, String type) {
        return direction
                .path("policies")
                .valueStream()
                .filter(policy -> policy.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no policy of the type " + type))
                .path("value")
                .asInt();
    }

    private static double constant(String file, String name) throws IOException {
        Pattern pattern = Pattern.compile("double " + name + " = ([0-9.]+);");
        Matcher declaration = pattern.matcher(source(file));

        assertThat(declaration.find()).as("%s in %s", name, file).isTrue();
        return Double.parseDouble(declaration.group(1));
    }

    private static String source(String file) throws IOException {
        return Files.readString(SIMULATION.resolve(file));
    }
}
