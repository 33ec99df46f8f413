package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object is as its kind prescribes: no field unknown, none of the wrong type. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class SchemaTest {
    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void everyObjectIsKnownToAJudge(Rendering rendering) {
        assertThat(rendering.objects())
                .isNotEmpty()
                .allMatch(object -> ModelClasses.know(object) || TypeScriptModels.know(object));
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void everyObjectFitsItsClass(Rendering rendering) {
        assertThat(rendering.objects().stream().filter(ModelClasses::know))
                .allSatisfy(object -> assertThat(ModelClasses.complaint(object))
                        .as("%s", object)
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, sailplane-worker, /spec/template/spec/containers/0",
        "Kafka, sailplane, /spec/kafka",
        "KafkaNodePool, broker, /spec/storage/volumes/0",
        "KafkaTopic, sailplane.jobs, /spec",
        "KafkaUser, sailplane-api, /spec/authorization/acls/0",
        "NetworkPolicy, s3, /spec/egress/0/to/0/ipBlock",
        "HorizontalPodAutoscaler, sailplane-api, /spec/metrics/0/resource",
        "PodMonitor, sailplane, /spec/podMetricsEndpoints/0",
        "PrometheusRule, sailplane, /spec/groups/0/rules/0"
    })
    void aMisspeltFieldIsFound(String kind, String name, String parent) {
        Manifest object = Rendering.ofOverlay("strimzi").get(kind, name);

        ((ObjectNode) object.at(parent)).put("imagePulPolicy", "Always");

        assertThat(ModelClasses.complaint(object))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("imagePulPolicy"));
    }

    @Test
    void aNumberIsNoText() {
        Manifest settings =
                Rendering.ofOverlay("strimzi").ofKind("ConfigMap").findFirst().orElseThrow();
        JsonNode data = settings.at("/data");

        ((ObjectNode) data).put("SAILPLANE_WORKER_QUEUE_SLOTS", 8);

        assertThat(ModelClasses.complaint(settings)).isPresent();
    }
}
