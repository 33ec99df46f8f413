package dev.sailplane.api.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.prediction.InputFields;
import dev.sailplane.api.prediction.Model;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Shows models to callers. */
@ApplicationScoped
public class ModelRenderer {
    // Replicate's Python client takes an older one to mean that arrays are streams.
    private static final String COG_VERSION = "0.3.9";

    private final InputSchema schemas;
    private final ApiConfiguration.Limits limits;
    private final String publicUrl;

    /** Tells the limits that are configured. */
    public ModelRenderer(ObjectMapper mapper, ApiConfiguration configuration) {
        this.schemas = new InputSchema(mapper.getNodeFactory());
        this.limits = configuration.limits();
        this.publicUrl = configuration.publicUrl().toString().replaceAll("/+$", "");
    }

    /** The model with its version. */
    public ModelDescription render(Model model) {
        return new ModelDescription(
                URI.create(publicUrl + "/v1/models/" + model.name()),
                model.owner(),
                model.shortName(),
                model.description().isEmpty() ? null : model.description(),
                "public",
                0,
                null,
                null,
                null,
                null,
                null,
                version(model));
    }

    /** The version alone; a model has one. */
    public ModelVersion version(Model model) {
        return new ModelVersion(
                model.version(),
                model.createdAt(),
                COG_VERSION,
                schemas.document(model, InputFields.of(model, limits)));
    }
}
