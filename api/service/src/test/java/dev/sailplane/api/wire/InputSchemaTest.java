package dev.sailplane.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.prediction.FieldError;
import dev.sailplane.api.prediction.Model;
import dev.sailplane.api.prediction.ModelCatalogue;
import dev.sailplane.api.prediction.PredictionCommand;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.contract.GenerationInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that callers are told and the parser that judges their input say the same. */
class InputSchemaTest {
    private static final String MODEL = "sailplane/stickers";
    private static final String KEY = "uploads/a.png";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aValueAtItsLimitIsAcceptedAndOneBeyondIsRefusedByName(boolean edit) {
        Offer offer = Offer.of(edit);
        for (Map.Entry<String, JsonNode> property : offer.properties().properties()) {
            for (JsonNode good : Limits.within(property.getValue())) {
                ObjectNode input = offer.with(property.getKey(), good);
                assertThat(offer.refused(input)).as(property.getKey()).isEmpty();
                assertThat(offer.schema().validate(input)).as(property.getKey()).isEmpty();
            }
            for (JsonNode bad : Limits.beyond(property.getValue())) {
                ObjectNode input = offer.with(property.getKey(), bad);
                assertThat(offer.refused(input)).as(property.getKey()).contains("/input/" + property.getKey());
                assertThat(offer.schema().validate(input)).as(property.getKey()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverFieldsAreGivenTogetherSchemaAndParserAgree(boolean edit) {
        Offer offer = Offer.of(edit);
        List<String> names = new ArrayList<>(
                offer.properties().propertyStream().map(Map.Entry::getKey).toList());
        names.add("no_such_field");
        for (int first = 0; first < names.size(); first++) {
            for (int second = first; second < names.size(); second++) {
                for (int third = second; third < names.size(); third++) {
                    ObjectNode input = offer.good(Set.of(names.get(first)));
                    input.setAll(offer.good(Set.of(names.get(second))));
                    input.setAll(offer.good(Set.of(names.get(third))));
                    assertThat(offer.schema().validate(input).isEmpty())
                            .as("%s %s", input, offer.refused(input))
                            .isEqualTo(offer.refused(input).isEmpty());
                }
            }
        }
    }

    @Test
    void aDefaultIsWhatAnAbsentFieldReadsAs() {
        Offer offer = Offer.of(true);
        GenerationInput plain = offer.read(offer.with("seed", JsonNodeFactory.instance.numberNode(7)));
        offer.properties().properties().stream()
                .filter(property -> property.getValue().has("default"))
                .forEach(property -> {
                    ObjectNode input = offer.with("seed", JsonNodeFactory.instance.numberNode(7));
                    input.set(property.getKey(), property.getValue().get("default"));
                    assertThat(offer.read(input)).as(property.getKey()).isEqualTo(plain);
                });
    }

    @Test
    void aModelsOwnLimitsAreTold() {
        Offer offer = new Offer(Configurations.with(Map.of(
                "sailplane.api.models.\"sailplane/stickers\".maximum-steps", "30",
                "sailplane.api.limits.maximum-outputs", "4")));
        assertThat(offer.properties().at("/num_inference_steps/maximum").intValue())
                .isEqualTo(30);
        assertThat(offer.properties().at("/upsample_steps/maximum").intValue()).isEqualTo(30);
        assertThat(offer.properties().at("/num_outputs/maximum").intValue()).isEqualTo(4);
        assertThat(offer.properties().at("/size/enum").toString()).isEqualTo("[32,128]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "mask", "mask_source", "prompt_strength"})
    void aModelThatDoesNotEditRefusesTheFieldsOfEdits(String name) {
        Offer offer = Offer.of(false);
        assertThat(offer.properties().has(name)).isFalse();
        assertThat(offer.schema().validate(offer.with(name, TextNode.valueOf(KEY))))
                .isNotEmpty();
        assertThat(offer.refused(offer.with(name, TextNode.valueOf(KEY)))).contains("/input/image");
    }

    /** A model, its schema and the parser. */
    private static final class Offer {
        private final Model model;
        private final PredictionParser parser;
        private final JsonNode document;
        private final JsonSchema schema;
        private final Map<String, JsonNode> ordinary = new HashMap<>();

        Offer(ApiConfiguration configuration) {
            ModelCatalogue catalogue = new ModelCatalogue(configuration);
            model = catalogue.named(MODEL).orElseThrow();
            parser = new PredictionParser(catalogue, configuration);
            document = new ModelRenderer(new ObjectMapper(), configuration)
                    .version(model)
                    .openapiSchema();
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(document.at("/components/schemas/Input"));
        }

        static Offer of(boolean edit) {
            return new Offer(Configurations.with(
                    Map.of("sailplane.api.models.\"sailplane/stickers\".edit", Boolean.toString(edit))));
        }

        JsonNode properties() {
            return document.at("/components/schemas/Input/properties");
        }

        JsonSchema schema() {
            return schema;
        }

        /** A good input with this field as it is. */
        ObjectNode with(String name, JsonNode value) {
            ObjectNode input = good(
                    switch (name) {
                        case "mask", "prompt_strength" -> Set.of("prompt", "image");
                        case "mask_source" -> Set.of("prompt", "image", "mask");
                        default -> Set.of("prompt");
                    });
            input.set(name, value);
            return input;
        }

        /** These fields, each good in itself. */
        ObjectNode good(Set<String> names) {
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            names.forEach(name -> input.set(name, good(name)));
            return input;
        }

        private JsonNode good(String name) {
            return ordinary.computeIfAbsent(
                    name, _ -> Limits.ordinary(properties().path(name)));
        }

        /** Pointers of the fields that the parser refuses. */
        Set<String> refused(ObjectNode input) {
            try {
                parser.parse(model, input);
                return Set.of();
            } catch (RejectedException rejected) {
                return ((Rejection.InvalidFields) rejected.rejection())
                        .errors().stream().map(FieldError::pointer).collect(Collectors.toSet());
            }
        }

        GenerationInput read(ObjectNode input) {
            PredictionCommand command = parser.parse(model, input);
            return command.input();
        }
    }
}
