package dev.sailplane.api.prediction;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.Job;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a request's body into a {@link PredictionCommand}, or says all that is wrong with it. Pure: fetches nothing. */
@ApplicationScoped
public class PredictionParser {
    // A field given twice is read differently by different readers: refused. NaN and its like are no JSON, but are let
    // through to their field, whose range refuses them by name.
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final ModelCatalogue catalogue;
    private final InputParser inputs;

    /** Parses for these models within these limits. */
    public PredictionParser(ModelCatalogue catalogue, ApiConfiguration configuration) {
        this.catalogue = catalogue;
        this.inputs = new InputParser(configuration.limits());
    }

    /**
     * The body of {@code POST /v1/predictions}, which names the version.
     *
     * @throws RejectedException with every wrong field
     */
    public PredictionCommand parse(byte[] body) {
        List<FieldError> errors = new ArrayList<>();
        JsonFields fields = new JsonFields(object(body), "", errors);
        fields.require("version");
        Optional<Model> model = fields.text("version", 1, 256).flatMap(catalogue::versioned);
        if (model.isEmpty() && errors.isEmpty()) {
            fields.wrong("version", "must be that of a model on offer");
        }
        return command(fields, model, errors);
    }

    /**
     * The body of {@code POST /v1/models/{owner}/{name}/predictions}, whose path names the model.
     *
     * @throws RejectedException when there is no such model, or with every wrong field
     */
    public PredictionCommand parse(String modelName, byte[] body) {
        Model model = catalogue
                .named(modelName)
                .orElseThrow(() -> new RejectedException(new Rejection.UnknownModel(modelName)));
        List<FieldError> errors = new ArrayList<>();
        return command(new JsonFields(object(body), "", errors), Optional.of(model), errors);
    }

    /**
     * The input alone, for dialects that have put it together from fields of their own.
     *
     * @throws RejectedException with every wrong field, the pointers beginning with {@code /input}
     */
    public PredictionCommand parse(Model model, ObjectNode input) {
        List<FieldError> errors = new ArrayList<>();
        InputParser.Parsed parsed = inputs.parse(new JsonFields(input, "/input", errors), Optional.of(model));
        refuse(errors);
        return new PredictionCommand(model, parsed.input(), parsed.source(), Envelope.PLAIN);
    }

    /**
     * The body of {@code POST /v1/predictions/{id}/branch}.
     *
     * @param parent the job of the path
     * @throws RejectedException when its model is no longer on offer, or with every wrong field
     */
    public PredictionCommand parseBranch(Job parent, byte[] body) {
        Model model = catalogue.of(parent);
        List<FieldError> errors = new ArrayList<>();
        JsonFields fields = new JsonFields(object(body), "", errors);
        JsonFields input = fields.object("input")
                .orElseGet(() -> new JsonFields(JsonNodeFactory.instance.objectNode(), "/input", errors));
        InputParser.Parsed parsed = BranchParser.parse(parent, model, fields, input);
        Envelope envelope = Envelope.parse(fields);
        fields.refuseOthers();
        refuse(errors);
        return new PredictionCommand(model, parsed.input(), parsed.source(), envelope);
    }

    private PredictionCommand command(JsonFields fields, Optional<Model> model, List<FieldError> errors) {
        fields.require("input");
        Optional<InputParser.Parsed> input = fields.object("input").map(inner -> inputs.parse(inner, model));
        Envelope envelope = Envelope.parse(fields);
        fields.refuseOthers();
        refuse(errors);
        // No error: model and input are there.
        InputParser.Parsed parsed = input.orElseThrow();
        return new PredictionCommand(model.orElseThrow(), parsed.input(), parsed.source(), envelope);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new RejectedException(new Rejection.InvalidFields(errors));
        }
    }

    /**
     * A body as the JSON object it must be.
     *
     * @throws RejectedException when it is none, or a field is given twice
     */
    public static ObjectNode object(byte[] body) {
        try {
            JsonNode node = STRICT.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new RejectedException(new Rejection.NotJson("The body must be a JSON object."));
        } catch (JacksonException malformed) {
            throw new RejectedException(
                    new Rejection.NotJson("The body is not JSON: " + malformed.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory cannot be read", impossible);
        }
    }
}
