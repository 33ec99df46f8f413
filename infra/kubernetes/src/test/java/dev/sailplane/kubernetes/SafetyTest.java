package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No pod has more rights than it needs, and no secret is in the tree. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class SafetyTest {
    private static final String DELETION_COST = "sailplane-deletion-cost";

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void podsAreRestricted(Rendering rendering) {
        assertThat(rendering.workloads()).isNotEmpty().allSatisfy(workload -> {
            JsonNode security = workload.podTemplate().at("/spec/securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
            assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(workload.containers())
                    .isNotEmpty()
                    .map(container -> container.path("securityContext"))
                    .allSatisfy(SafetyTest::isRestricted);
        });
    }

    private static void isRestricted(JsonNode security) {
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void namespaceTakesNoOthers(Rendering rendering) {
        assertThat(rendering
                        .get("Namespace", "sailplane")
                        .at("/metadata/labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void podsHaveNoTokenAndNoLinks(Rendering rendering) {
        assertThat(rendering.workloads())
                .map(workload -> workload.podTemplate().path("spec"))
                .allSatisfy(spec -> {
                    assertThat(spec.path("automountServiceAccountToken").asBoolean(true))
                            .isFalse();
                    assertThat(spec.path("enableServiceLinks").asBoolean(true)).isFalse();
                });
        assertThat(rendering.ofKind("ServiceAccount"))
                .allSatisfy(account -> assertThat(
                                account.at("/automountServiceAccountToken").asBoolean(true))
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void whoHasATokenMayChangeAnnotationsOfPodsAndNothingElse(Rendering rendering) {
        assertThat(rendering
                        .workloads()
                        .filter(workload -> !workload.podTemplate()
                                .findValues("serviceAccountToken")
                                .isEmpty())
                        .map(Manifest::name))
                .isSubsetOf(DELETION_COST);
        assertThat(rendering.ofKind("ClusterRole")).isEmpty();
        assertThat(rendering.ofKind("Role")).allSatisfy(role -> {
            assertThat(role.name()).isEqualTo(DELETION_COST);
            assertThat(role.at("/rules").toString())
                    .isEqualTo(
                            "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\",\"patch\"]}]");
            Manifest fence = rendering.get("ValidatingAdmissionPolicy", DELETION_COST);
            assertThat(fence.at("/spec/matchConditions/0/expression").asText())
                    .contains("'system:serviceaccount:sailplane:" + DELETION_COST + "'");
            assertThat(fence.at("/spec/validations/0/expression").asText()).isEqualTo("object.spec == oldObject.spec");
            assertThat(fence.at("/spec/validations").toString()).contains("labels", "ownerReferences", "finalizers");
            assertThat(rendering
                            .get("ValidatingAdmissionPolicyBinding", DELETION_COST)
                            .at("/spec/policyName")
                            .asText())
                    .isEqualTo(fence.name());
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void containersAreBounded(Rendering rendering) {
        assertThat(rendering.workloads().flatMap(Manifest::containers)).allSatisfy(container -> {
            assertThat(container.at("/resources/requests").propertyStream().map(request -> request.getKey()))
                    .contains("cpu", "memory");
            assertThat(container.at("/resources/limits").propertyStream().map(limit -> limit.getKey()))
                    .contains("memory", "ephemeral-storage");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void noSecretIsInTheTree(Rendering rendering) {
        assertThat(rendering.ofKind("Secret")).isEmpty();
        assertThat(rendering.ofKind("ConfigMap").map(map -> map.at("/data").toString()))
                .noneMatch(data -> data.contains("whsec_") || data.contains("AWS_SECRET_ACCESS_KEY"));
    }
}
