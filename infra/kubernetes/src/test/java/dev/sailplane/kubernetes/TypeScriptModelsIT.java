package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every object of Kubernetes, KEDA and Karpenter is as its published schema prescribes. */
@EnabledIf(
        value = "dev.sailplane.kubernetes.TypeScriptModels#toolsAreInstalled",
        disabledReason = TypeScriptModels.TO_INSTALL)
class TypeScriptModelsIT {
    private static @Nullable TypeScriptModels models;

    @BeforeAll
    static void install() throws IOException {
        models = TypeScriptModels.install();
    }

    @Test
    void everyObjectFitsItsSchema() throws IOException {
        List<Manifest> objects = Rendering.all().stream()
                .flatMap(rendering -> rendering.objects().stream())
                .filter(TypeScriptModels::know)
                .toList();

        assertThat(objects).extracting(Manifest::kind).contains("ScaledObject", "NodePool", "EC2NodeClass");
        assertThat(complaints(objects)).isEmpty();
    }

    @Test
    void misspeltMissingAndImpossibleValuesAreFound() throws IOException {
        Rendering eks = Rendering.ofOverlay("eks");
        Manifest scaling = eks.get("ScaledObject", "sailplane-worker");
        Manifest nodes = eks.get("NodePool", "sailplane-gpu");
        Manifest machines = eks.get("EC2NodeClass", "sailplane-gpu");
        ((ObjectNode) scaling.at("/spec/triggers/0")).put("metrikType", "AverageValue");
        ((ObjectNode) nodes.at("/spec/template/spec")).remove("nodeClassRef");
        ((ObjectNode) machines.at("/spec/metadataOptions")).put("httpPutResponseHopLimit", 100);

        List<String> complaints = complaints(List.of(scaling, nodes, machines));

        assertThat(complaints)
                .anyMatch(complaint -> complaint.startsWith("ScaledObject/") && complaint.contains("metrikType"))
                .anyMatch(complaint -> complaint.startsWith("NodePool/") && complaint.contains("nodeClassRef"))
                .anyMatch(complaint -> complaint.startsWith("EC2NodeClass/"));
    }

    private static List<String> complaints(List<Manifest> objects) throws IOException {
        return Objects.requireNonNull(models).complaints(objects);
    }
}
