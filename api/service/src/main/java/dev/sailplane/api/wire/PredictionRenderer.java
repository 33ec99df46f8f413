package dev.sailplane.api.wire;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.ProgressTrack;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a job to callers; addresses of pictures are signed anew each time. */
@ApplicationScoped
public class PredictionRenderer {
    private final ObjectStore store;
    private final String publicUrl;

    /** Signs by the store. */
    public PredictionRenderer(ObjectStore store, ApiConfiguration configuration) {
        this.store = store;
        this.publicUrl = configuration.publicUrl().toString().replaceAll("/+$", "");
    }

    /** Where a job is found. */
    public URI address(JobId id) {
        return URI.create(publicUrl + "/v1/predictions/" + id);
    }

    /** The job as it stands. */
    public Prediction render(JobState state) {
        Parts parts = parts(state);
        Job job = state.job();
        URI address = address(job.id());
        return new Prediction(
                job.id().value(),
                job.model(),
                job.version(),
                parts.status,
                input(job.input()),
                parts.output,
                logs(parts.progress),
                parts.error,
                metrics(job.createdAt(), parts),
                parts.status == Prediction.Status.SUCCEEDED ? 1 : parts.progress.fraction(),
                job.createdAt(),
                parts.startedAt,
                parts.endedAt,
                false,
                "api",
                new Prediction.Urls(address, URI.create(address + "/cancel"), URI.create(address + "/stream")));
    }

    private record Parts(
            Prediction.Status status,
            @Nullable List<URI> output,
            @Nullable String error,
            ProgressTrack progress,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Double deviceSeconds) {}

    private Parts parts(JobState state) {
        return switch (state) {
            case JobState.Starting _ -> unfinished(Prediction.Status.STARTING, ProgressTrack.NONE, Optional.empty());
            case JobState.Processing it -> unfinished(Prediction.Status.PROCESSING, it.progress(), it.startedAt());
            case JobState.Succeeded it -> succeeded(it.completion(), it.progress());
            case JobState.Failed it ->
                unsuccessful(Prediction.Status.FAILED, it.failure().message(), it.startedAt(), it.failedAt());
            case JobState.Canceled it ->
                unsuccessful(Prediction.Status.CANCELED, null, it.startedAt(), it.canceledAt());
        };
    }

    private static Parts unfinished(Prediction.Status status, ProgressTrack progress, Optional<Instant> startedAt) {
        return new Parts(status, null, null, progress, startedAt.orElse(null), null, null);
    }

    private Parts succeeded(JobEvent.Completion completion, ProgressTrack progress) {
        List<URI> output = completion.outputs().stream()
                .map(image -> store.presign(image.objectKey()))
                .toList();
        return new Parts(
                Prediction.Status.SUCCEEDED,
                output,
                null,
                progress,
                completion.startedAt(),
                completion.completedAt(),
                completion.deviceSeconds());
    }

    private static Parts unsuccessful(
            Prediction.Status status, @Nullable String error, Optional<Instant> startedAt, Instant endedAt) {
        return new Parts(status, null, error, ProgressTrack.NONE, startedAt.orElse(null), endedAt, null);
    }

    private Map<String, Object> input(GenerationInput input) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("prompt", input.prompt());
        if (!input.negativePrompt().isEmpty()) {
            shown.put("negative_prompt", input.negativePrompt());
        }
        shown.put("seed", input.seed());
        shown.put("num_outputs", input.numOutputs());
        input.size().ifPresent(size -> shown.put("size", size));
        input.numInferenceSteps().ifPresent(steps -> shown.put("num_inference_steps", steps));
        input.upsampleSteps().ifPresent(steps -> shown.put("upsample_steps", steps));
        input.sampler().ifPresent(sampler -> shown.put("sampler", sampler.name().toLowerCase(Locale.ROOT)));
        input.guidanceScale().ifPresent(scale -> shown.put("guidance_scale", scale));
        input.source().ifPresent(source -> show(source, shown));
        return shown;
    }

    private void show(GenerationInput.Source source, Map<String, Object> shown) {
        shown.put("image", store.presign(source.imageKey()));
        switch (source) {
            case GenerationInput.Edit edit -> shown.put("mask", store.presign(edit.maskKey()));
            case GenerationInput.Variation variation -> shown.put("prompt_strength", variation.strength());
        }
    }

    private static Prediction.Metrics metrics(Instant createdAt, Parts parts) {
        return new Prediction.Metrics(
                seconds(parts.startedAt, parts.endedAt),
                seconds(createdAt, parts.endedAt),
                seconds(createdAt, parts.startedAt),
                parts.deviceSeconds);
    }

    // Never negative, though the clocks of two machines may differ.
    private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
    }

    private static String logs(ProgressTrack progress) {
        StringBuilder lines = new StringBuilder();
        for (JobEvent.Progress stage : progress.stages()) {
            int percent = stage.steps() == 0 ? 0 : stage.step() * 100 / stage.steps();
            String bar = "█".repeat(percent / 10) + " ".repeat(10 - percent / 10);
            lines.append("%3d%%|%s| %d/%d [%s]\n".formatted(percent, bar, stage.step(), stage.steps(), stage.stage()));
        }
        return lines.toString();
    }
}
