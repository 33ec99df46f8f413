package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers come with the work and go without losing any. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class ScalingTest {
    /** {@code quarkus.shutdown.timeout} and {@code quarkus.virtual-threads.shutdown-timeout} of the API. */
    private static final Duration API_SHUTDOWN = Duration.ofSeconds(20 + 2);

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void kedaAsksAServiceThatIsThere(Rendering rendering) {
        assertThat(rendering.ofKind("ScaledObject")).allSatisfy(scaling -> {
            JsonNode trigger = scaling.at("/spec/triggers/0");
            URI signal = URI.create(trigger.at("/metadata/url").asText());
            Manifest service = rendering.get("Service", signal.getHost().split("\\.", 2)[0]);

            assertThat(signal.getHost()).isEqualTo("%s.%s.svc", service.name(), "sailplane");
            assertThat(service.at("/spec/ports").findValuesAsText("port")).contains(Integer.toString(signal.getPort()));
            assertThat(signal.getPath()).isEqualTo("/fleet");
            assertThat(trigger.at("/metadata/valueLocation").asText()).isEqualTo("device_seconds");
            assertThat(trigger.path("metricType").asText()).isEqualTo("AverageValue");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void whatIsScaledIsThereAndStatesNoCount(Rendering rendering) {
        assertThat(Stream.of("ScaledObject", "HorizontalPodAutoscaler").flatMap(rendering::ofKind))
                .isNotEmpty()
                .map(scaling -> rendering.get(
                        "Deployment", scaling.at("/spec/scaleTargetRef/name").asText()))
                .allSatisfy(
                        deployment -> assertThat(deployment.at("/spec/replicas").isMissingNode())
                                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void aLostSignalKeepsTheWorkers(Rendering rendering) {
        assertThat(rendering.ofKind("ScaledObject")).allSatisfy(scaling -> {
            assertThat(scaling.at("/spec/fallback/behavior").asText()).isEqualTo("currentReplicas");
            // With 0, KEDA takes an error for no work.
            assertThat(scaling.at("/spec/fallback/replicas").asInt()).isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void gracesAreLongerThanDrains(Rendering rendering) {
        JsonNode worker =
                rendering.get("Deployment", "sailplane-worker").podTemplate().path("spec");
        JsonNode api =
                rendering.get("Deployment", "sailplane-api").podTemplate().path("spec");
        Map<String, String> settings = rendering.settings("sailplane-worker");
        Duration drain = Duration.parse("PT" + settings.get("SAILPLANE_WORKER_DRAIN_LIMIT"));
        Duration sleep = Duration.ofSeconds(
                api.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt());

        assertThat(grace(worker)).isGreaterThan(drain.plusSeconds(5));
        assertThat(sleep).isPositive();
        assertThat(grace(api)).isGreaterThan(sleep.plus(API_SHUTDOWN).plusSeconds(5));
    }

    private static Duration grace(JsonNode pod) {
        return Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asInt());
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void aLargeModelHasTimeToLoad(Rendering rendering) {
        JsonNode probe =
                rendering.get("Deployment", "sailplane-worker").podTemplate().at("/spec/containers/0/startupProbe");

        assertThat(probe.path("periodSeconds").asInt()
                        * probe.path("failureThreshold").asInt())
                .isGreaterThanOrEqualTo(600);
    }

    @Test
    void workersFitTheNodesThatComeForThem() {
        Rendering eks = Rendering.ofOverlay("eks");
        JsonNode pod = eks.get("Deployment", "sailplane-worker").podTemplate().path("spec");
        JsonNode node = eks.get("NodePool", "sailplane-gpu").at("/spec/template");
        Map<String, String> labels = Stream.concat(
                        node.at("/metadata/labels")
                                .propertyStream()
                                .map(label -> Map.entry(
                                        label.getKey(), label.getValue().asText())),
                        node.at("/spec/requirements")
                                .valueStream()
                                .filter(requirement ->
                                        requirement.path("values").size() == 1)
                                .map(requirement -> Map.entry(
                                        requirement.path("key").asText(),
                                        requirement.at("/values/0").asText())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(Selector.hasAll(pod.path("nodeSelector"), labels)).isTrue();
        assertThat(node.at("/spec/taints").findValuesAsText("key"))
                .isSubsetOf(pod.path("tolerations").findValuesAsText("key"));
        assertThat(pod.at("/containers/0/resources/limits/nvidia.com~1gpu").asText())
                .isEqualTo("1");
    }

    @Test
    void moreWorkersThanGpusAreNeverAskedFor() {
        Rendering eks = Rendering.ofOverlay("eks");
        int workers = eks.get("ScaledObject", "sailplane-worker")
                .at("/spec/maxReplicaCount")
                .asInt();
        JsonNode gpus = eks.get("NodePool", "sailplane-gpu").at("/spec/limits").path("nvidia.com/gpu");

        assertThat(workers).isBetween(1, Integer.parseInt(Objects.requireNonNull(gpus.asText())));
    }

    @Test
    void aNodeIsTakenAwayOnlyWhenNoWorkerIsOnIt() {
        JsonNode disruption =
                Rendering.ofOverlay("eks").get("NodePool", "sailplane-gpu").at("/spec/disruption");

        assertThat(disruption.path("consolidationPolicy").asText()).isEqualTo("WhenEmpty");
    }

    @Test
    void spotComesFirstAndOnDemandWhereNoneIsToBeHad() {
        assertThat(Rendering.ofOverlay("eks").ofKind("NodePool"))
                .isNotEmpty()
                .allSatisfy(pool -> assertThat(capacityTypes(pool)).containsExactly("spot", "on-demand"));
    }

    private static Stream<String> capacityTypes(Manifest pool) {
        return pool.at("/spec/template/spec/requirements")
                .valueStream()
                .filter(requirement -> requirement.path("key").asText().equals("karpenter.sh/capacity-type"))
                .flatMap(requirement -> requirement.path("values").valueStream())
                .map(JsonNode::asText);
    }

    /** The tag that Terraform's environments bear, and that {@code budget_tag} names. */
    @Test
    void aBudgetFindsTheMachines() {
        JsonNode tags =
                Rendering.ofOverlay("eks").get("EC2NodeClass", "sailplane-gpu").at("/spec/tags");

        assertThat(tags.path("project").asText()).isEqualTo("sailplane");
    }

    @Test
    void theWorkerWithTheLeastToDoGoes() {
        assertThat(Rendering.ofOverlay("eks").has("Deployment", "sailplane-deletion-cost"))
                .isTrue();
    }
}
