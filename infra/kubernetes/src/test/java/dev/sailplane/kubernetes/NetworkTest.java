package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call whom. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class NetworkTest {
    private static final List<String> NOBODYS_BUSINESS =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8");

    /** One allowance: of a policy, for one direction. */
    private record Rule(String policy, JsonNode allowed) {
        List<JsonNode> peers(String field) {
            return allowed.path(field).valueStream().toList();
        }

        List<Integer> ports() {
            return allowed.path("ports")
                    .valueStream()
                    .map(port -> port.path("port").asInt())
                    .toList();
        }

        /** The ranges that make up the whole internet. */
        Stream<JsonNode> anywhere() {
            return peers("to").stream()
                    .map(peer -> peer.path("ipBlock"))
                    .filter(block -> block.path("cidr").asText().endsWith("/0"));
        }
    }

    private static List<Rule> rules(Rendering rendering, Map<String, String> pod, String direction) {
        return rendering
                .ofKind("NetworkPolicy")
                .filter(policy -> Selector.matches(policy.at("/spec/podSelector"), pod))
                .flatMap(policy ->
                        policy.at("/spec/" + direction).valueStream().map(allowed -> new Rule(policy.name(), allowed)))
                .toList();
    }

    private static Map<String, String> podOf(Rendering rendering, String workload) {
        return rendering.get("Deployment", workload).podLabels();
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void whatIsNotAllowedIsDenied(Rendering rendering) {
        Manifest denial = rendering.get("NetworkPolicy", "default-deny");

        assertThat(denial.at("/spec/podSelector").isEmpty()).isTrue();
        assertThat(denial.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(denial.at("/spec/ingress").isMissingNode()).isTrue();
        assertThat(denial.at("/spec/egress").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void workersReachPublicAddressesForS3Alone(Rendering rendering) {
        List<Rule> open = rules(rendering, podOf(rendering, "sailplane-worker"), "egress").stream()
                .filter(rule -> rule.anywhere().findAny().isPresent())
                .toList();

        assertThat(open).extracting(Rule::policy).isSubsetOf("s3");
        assertThat(open.isEmpty() || rendering.name().equals("eks")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void theInternetIsPort443OfPublicAddresses(Rendering rendering) {
        assertThat(Stream.of("sailplane-api", "sailplane-worker")
                        .flatMap(service -> rules(rendering, podOf(rendering, service), "egress").stream())
                        .filter(rule -> rule.anywhere().findAny().isPresent()))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.ports()).containsExactly(443);
                    assertThat(rule.anywhere())
                            .allSatisfy(block -> assertThat(
                                            block.path("except").valueStream().map(JsonNode::asText))
                                    .containsAll(NOBODYS_BUSINESS));
                });
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void everyRuleOfAServiceNamesPeersAndPorts(Rendering rendering) {
        for (String service : List.of("sailplane-api", "sailplane-worker")) {
            for (String direction : List.of("ingress", "egress")) {
                assertThat(rules(rendering, podOf(rendering, service), direction))
                        .allSatisfy(rule -> {
                            assertThat(rule.peers(direction.equals("ingress") ? "from" : "to"))
                                    .isNotEmpty();
                            assertThat(rule.ports()).isNotEmpty();
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void theManagementPortIsForThoseWhoWatch(Rendering rendering) {
        for (String service : List.of("sailplane-api", "sailplane-worker")) {
            assertThat(rules(rendering, podOf(rendering, service), "ingress").stream()
                            .filter(rule -> rule.ports().contains(9000)))
                    .allSatisfy(rule -> {
                        assertThat(rule.policy()).isIn("keda", "prometheus", "deletion-cost");
                        assertThat(rule.peers("from")).hasSize(1).allSatisfy(peer -> {
                            // Without a namespace it is our own.
                            assertThat(peer.has("namespaceSelector"))
                                    .isEqualTo(!rule.policy().equals("deletion-cost"));
                            assertThat(peer.has("podSelector")).isTrue();
                        });
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void nobodyCallsWorkersButThoseWhoWatch(Rendering rendering) {
        assertThat(rules(rendering, podOf(rendering, "sailplane-worker"), "ingress"))
                .extracting(Rule::policy)
                .isSubsetOf("prometheus", "deletion-cost");
    }
}
