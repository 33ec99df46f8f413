package dev.sailplane.api.http.openai;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.prediction.Model;
import dev.sailplane.api.prediction.ModelCatalogue;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Which model is meant. Programs written for OpenAI name its models, or none: they get the default model, so that a
 * changed base URL is all they need.
 */
@Startup
@ApplicationScoped
public class OpenAiModels {
    /**
     * A model and how it was named.
     *
     * @param alias whether by a name of OpenAI's, or by none
     * @param base64 whether pictures are put into the answer unless the caller says otherwise
     */
    record Choice(Model model, boolean alias, boolean base64) {}

    // These models of OpenAI's know no addresses of pictures.
    private static final List<String> BASE_64_MODELS = List.of("gpt-image-", "chatgpt-image-");

    private final ModelCatalogue catalogue;
    private final Model defaultModel;
    private final List<String> aliases;

    /** Chooses from the catalogue, by the configured default. */
    public OpenAiModels(ModelCatalogue catalogue, ApiConfiguration configuration) {
        this.catalogue = catalogue;
        this.aliases = configuration.openai().aliases();
        String name = configuration.openai().defaultModel();
        this.defaultModel = catalogue
                .named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "sailplane.api.openai.default-model must be a model on offer, not " + name));
    }

    /**
     * The model of that name, or the default one.
     *
     * @throws RejectedException when the name is neither ours nor a known one of OpenAI's
     */
    Choice choose(Optional<String> name) {
        if (name.isEmpty() || isAlias(name.get())) {
            boolean base64 = name.isPresent() && BASE_64_MODELS.stream().anyMatch(name.get()::startsWith);
            return new Choice(defaultModel, true, base64);
        }
        return catalogue
                .named(name.get())
                .map(model -> new Choice(model, false, false))
                .orElseThrow(() -> new RejectedException(new Rejection.UnknownModel(name.get())));
    }

    private boolean isAlias(String name) {
        return aliases.stream()
                .anyMatch(alias -> alias.endsWith("*")
                        ? name.startsWith(alias.substring(0, alias.length() - 1))
                        : name.equals(alias));
    }
}
