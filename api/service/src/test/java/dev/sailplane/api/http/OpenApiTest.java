package dev.sailplane.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.prediction.InputFields;
import dev.sailplane.api.prediction.ModelCatalogue;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.contract.Webhook;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document is well-formed and describes the resources, no more and no fewer. */
class OpenApiTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.SERVED;

    @Test
    void everyResourceIsDescribedAndEveryDescriptionHasItsResource() {
        Set<String> served = new TreeSet<>(resources());
        assertThat(served).isNotEmpty();
        assertThat(DOCUMENT.operations()).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void theDocumentIsOpenApi() {
        JsonNode metaSchema = OpenApiDocument.read("/spec.openapis.org/oas/3.1/schema/2022-10-07");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(metaSchema)
                        .validate(DOCUMENT.root()))
                .isEmpty();
    }

    @Test
    void everySchemaIsJsonSchema() {
        var metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
        List<JsonNode> schemas = new ArrayList<>(DOCUMENT.root().findValues("schema"));
        DOCUMENT.root().at("/components/schemas").forEach(schemas::add);
        assertThat(schemas)
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema))
                        .as(schema.toString())
                        .isEmpty());
    }

    @Test
    void whatIsReferredToIsThere() {
        Set<String> references = DOCUMENT.root().findValues("$ref").stream()
                .map(JsonNode::textValue)
                .collect(Collectors.toSet());
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.root().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void noSentenceHasBecomeAKey() {
        // "{ description: one, two }" is a map with the key "two".
        assertThat(keysWithoutValue(DOCUMENT.root())).isEmpty();
    }

    @Test
    void everyExampleIsAsDescribed() {
        assertThat(DOCUMENT.root().findParents("example").stream()
                        .filter(owner -> owner.has("schema"))
                        .toList())
                .isNotEmpty()
                .allSatisfy(owner -> assertThat(DOCUMENT.faults(owner.get("schema"), owner.get("example")))
                        .isEmpty());
    }

    @Test
    void theExamplesOfRequestsAreAccepted() {
        ApiConfiguration configuration = Configurations.usual();
        PredictionParser parser = new PredictionParser(new ModelCatalogue(configuration), configuration);
        String content = "/post/requestBody/content/application~1json/example";
        JsonNode paths = DOCUMENT.root().get("paths");
        assertThatCode(() -> parser.parse(bytes(paths.get("/v1/predictions").at(content))))
                .doesNotThrowAnyException();
        assertThatCode(() -> parser.parse(
                        "sailplane/stickers",
                        bytes(paths.get("/v1/models/{owner}/{name}/predictions").at(content))))
                .doesNotThrowAnyException();
        assertThatCode(() -> parser.parseBranch(
                        Sample.job(1),
                        bytes(paths.get("/v1/predictions/{id}/branch").at(content))))
                .doesNotThrowAnyException();
    }

    @Test
    void theFieldsDescribedForBranchesAreThoseThatMayChange() {
        ApiConfiguration configuration = Configurations.usual();
        ModelCatalogue catalogue = new ModelCatalogue(configuration);
        PredictionParser parser = new PredictionParser(catalogue, configuration);
        JsonNode described = DOCUMENT.root().at("/components/schemas/BranchInput/properties");
        InputFields.of(catalogue.named("sailplane/stickers").orElseThrow(), configuration.limits())
                .forEach(field -> {
                    String body = "{\"step\":5,\"input\":{\"" + field.name() + "\":{}}}";
                    assertThatThrownBy(() -> parser.parseBranch(Sample.job(1), body.getBytes(StandardCharsets.UTF_8)))
                            .isInstanceOfSatisfying(
                                    RejectedException.class,
                                    refused -> assertThat(refused.rejection().toString())
                                            .as(field.name())
                                            .doesNotContain("not a field known")
                                            .matches(text ->
                                                    text.contains("cannot be changed") != described.has(field.name())));
                });
    }

    @Test
    void everyWebhookEventIsDescribed() {
        assertThat(DOCUMENT.root().get("webhooks").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(words("/components/schemas/WebhookEventsFilter/items/enum"))
                .containsExactlyInAnyOrder(Stream.of(Webhook.Event.values())
                        .map(event -> event.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    @Test
    void anAnswerThatIsNotAsDescribedIsNoticed() {
        JsonNode operation = DOCUMENT.operation("GET", "/v1/models").orElseThrow();
        assertThat(faults(operation, 200, "{\"previous\":null,\"next\":null,\"results\":[]}"))
                .isEmpty();
        assertThat(faults(operation, 200, "{\"previous\":null,\"next\":null}")).isNotEmpty();
        assertThat(faults(operation, 200, "{\"previous\":null,\"next\":null,\"results\":[],\"count\":0}"))
                .isNotEmpty();
        assertThat(faults(operation, 201, "{\"previous\":null,\"next\":null,\"results\":[]}"))
                .isNotEmpty();
    }

    private static Set<String> faults(JsonNode operation, int status, String body) {
        return DOCUMENT.faults(operation, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> resources() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.sailplane.api").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(OpenApiTest::operations)
                        .collect(Collectors.toSet());
    }

    private static Stream<String> operations(JavaClass resource) {
        String start = resource.getAnnotationOfType(Path.class).value();
        return resource.getMethods().stream()
                .flatMap(method -> verbs(method).map(verb -> verb + " " + start + path(method)));
    }

    private static Stream<String> verbs(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .map(type -> type.getAnnotationOfType(HttpMethod.class).value());
    }

    private static String path(JavaMethod method) {
        return method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
    }

    private static List<String> words(String pointer) {
        return DOCUMENT.root()
                .at(pointer)
                .valueStream()
                .map(JsonNode::textValue)
                .toList();
    }

    private static List<String> keysWithoutValue(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.properties().forEach(property -> {
            if (property.getValue().isNull()) {
                keys.add(property.getKey());
            }
        });
        node.forEach(child -> keys.addAll(keysWithoutValue(child)));
        return keys;
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
