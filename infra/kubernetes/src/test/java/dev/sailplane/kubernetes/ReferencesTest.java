package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an object names is there, or is one of the Secrets that somebody else makes. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class ReferencesTest {
    /** The first two are the operator's, by the README's commands; Strimzi makes the others. */
    private static final Set<String> SECRETS = Set.of(
            "sailplane-webhooks", "sailplane-s3", "sailplane-api", "sailplane-worker", "sailplane-cluster-ca-cert");

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace", "NodePool", "EC2NodeClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void everythingIsInOneNamespace(Rendering rendering) {
        assertThat(rendering.objects())
                .allSatisfy(
                        object -> assertThat(object.at("/metadata/namespace").asText())
                                .isEqualTo(CLUSTER_SCOPED.contains(object.kind()) ? "" : "sailplane"));
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void podsFindTheirSettings(Rendering rendering) {
        List<JsonNode> pods = rendering
                .workloads()
                .map(workload -> workload.podTemplate().path("spec"))
                .toList();

        assertThat(pods.stream().flatMap(pod -> names(pod, "configMapRef")))
                .isNotEmpty()
                .allMatch(name -> rendering.has("ConfigMap", name));
        assertThat(Stream.of("secretRef", "secretKeyRef")
                        .flatMap(field -> pods.stream().flatMap(pod -> names(pod, field))))
                .isSubsetOf(SECRETS);
        assertThat(pods.stream().flatMap(pod -> pod.findValuesAsText("secretName").stream()))
                .isSubsetOf(SECRETS);
        assertThat(pods.stream().flatMap(pod -> pod.findValuesAsText("claimName").stream()))
                .allMatch(name -> rendering.has("PersistentVolumeClaim", name));
        assertThat(pods.stream().flatMap(pod -> pod.findValuesAsText("serviceAccountName").stream()))
                .contains("sailplane-api", "sailplane-worker")
                .allMatch(name -> rendering.has("ServiceAccount", name));
    }

    private static Stream<String> names(JsonNode pod, String field) {
        return pod.findValues(field).stream()
                .map(reference -> reference.path("name").asText());
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void servicesLeadToPorts(Rendering rendering) {
        assertThat(rendering.ofKind("Service")).isNotEmpty().allSatisfy(service -> {
            Manifest workload = rendering
                    .workloads()
                    .filter(each -> Selector.hasAll(service.at("/spec/selector"), each.podLabels()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(service + " leads nowhere"));
            assertThat(service.at("/spec/ports").findValuesAsText("targetPort")).isSubsetOf(portNames(workload));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void probesAskPortsThatAreThere(Rendering rendering) {
        assertThat(rendering.workloads().filter(workload -> !portNames(workload).isEmpty()))
                .allSatisfy(workload -> assertThat(workload.containers()
                                .flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                                        .flatMap(probe -> container.path(probe).findValuesAsText("port").stream())))
                        .isNotEmpty()
                        .isSubsetOf(portNames(workload)));
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void whoListensToNobodyIsAskedByACommand(Rendering rendering) {
        assertThat(rendering.workloads().filter(workload -> portNames(workload).isEmpty()))
                .allSatisfy(workload -> assertThat(
                                workload.containers().map(container -> container.at("/livenessProbe/exec/command")))
                        .isNotEmpty()
                        .allMatch(command -> !command.isEmpty()));
    }

    private static Set<String> portNames(Manifest workload) {
        return workload.containers()
                .flatMap(container -> container.path("ports").findValuesAsText("name").stream())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void callersSeeTheApiAlone(Rendering rendering) {
        JsonNode paths = rendering.get("Ingress", "sailplane-api").at("/spec/rules/0/http/paths");

        assertThat(paths.findValues("service")).isNotEmpty().allSatisfy(service -> {
            assertThat(service.path("name").asText()).isEqualTo("sailplane-api");
            assertThat(service.at("/port/name").asText()).isEqualTo("http");
        });
        assertThat(paths.findValuesAsText("path"))
                .containsExactlyInAnyOrder(
                        "/v1", "/docs", "/openapi", "/openapi.json", "/openapi.yaml", "/asyncapi.yaml");
    }
}
