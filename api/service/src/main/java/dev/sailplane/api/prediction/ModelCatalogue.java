package dev.sailplane.api.prediction;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The models on offer, as configured. Refuses a contradictory configuration at the start. */
@Startup
@ApplicationScoped
public class ModelCatalogue {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final List<Model> models;

    /** Takes the configured models. */
    public ModelCatalogue(ApiConfiguration configuration) {
        int maximumSteps = configuration.limits().maximumSteps();
        models = configuration.models().entrySet().stream()
                .map(entry -> model(entry, maximumSteps))
                .sorted(Comparator.comparing(Model::name))
                .toList();
        require(!models.isEmpty(), "at least one model must be configured");
        require(
                models.stream().map(Model::version).distinct().count() == models.size(),
                "no two models may have the same version");
    }

    /** All of them, by name. */
    public List<Model> all() {
        return models;
    }

    /** The model of that name, {@code owner/name}. */
    public Optional<Model> named(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** The model a caller means by {@code version}, {@code owner/name:version} or {@code owner/name}. */
    public Optional<Model> versioned(String reference) {
        return models.stream()
                .filter(model -> reference.equals(model.version())
                        || reference.equals(model.name())
                        || reference.equals(model.name() + ":" + model.version()))
                .findFirst();
    }

    /**
     * The model that a job was accepted for.
     *
     * @throws RejectedException when that version is no longer on offer
     */
    Model of(Job job) {
        return models.stream()
                .filter(model ->
                        model.name().equals(job.model()) && model.version().equals(job.version()))
                .findFirst()
                .orElseThrow(() -> new RejectedException(new Rejection.ModelWithdrawn(job.model(), job.version())));
    }

    private static Model model(Map.Entry<String, ApiConfiguration.ModelSettings> entry, int maximumSteps) {
        ApiConfiguration.ModelSettings settings = entry.getValue();
        int steps = settings.maximumSteps().orElse(maximumSteps);
        Model model = new Model(
                entry.getKey(),
                settings.version(),
                settings.sizes(),
                settings.edit(),
                steps,
                Math.min(settings.maximumUpsampleSteps().orElse(steps), steps),
                settings.description().orElse(""),
                settings.createdAt());
        require(NAME.matcher(model.name()).matches(), "a model is named owner/name, not " + model.name());
        require(VERSION.matcher(model.version()).matches(), "the version of " + model.name() + " is malformed");
        require(
                !model.sizes().isEmpty() && model.sizes().stream().allMatch(size -> size > 0),
                "the sizes of " + model.name() + " must be positive");
        require(
                isStepNumber(model.maximumSteps()) && isStepNumber(model.maximumUpsampleSteps()),
                "the maximum steps of " + model.name() + " must be 1 to " + GenerationInput.MAXIMUM_STEPS);
        return model;
    }

    private static boolean isStepNumber(int steps) {
        return steps >= 1 && steps <= GenerationInput.MAXIMUM_STEPS;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
