package dev.sailplane.api.wire;

import dev.sailplane.api.access.StreamLinks;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.ProgressTrack;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.OutputImage;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Shows a job to callers; addresses of pictures are signed anew each time. */
@ApplicationScoped
public class PredictionRenderer {
    private final ObjectStore store;
    private final JobView view;
    private final StreamLinks links;
    private final InputRenderer inputs;
    private final String publicUrl;

    /** Signs by the store. */
    public PredictionRenderer(ObjectStore store, JobView view, StreamLinks links, ApiConfiguration configuration) {
        this.store = store;
        this.view = view;
        this.links = links;
        this.inputs = new InputRenderer(store);
        this.publicUrl = configuration.publicUrl().toString().replaceAll("/+$", "");
    }

    /** Where the list of jobs is. */
    public URI list() {
        return URI.create(publicUrl + "/v1/predictions");
    }

    /** Where a job is found. */
    public URI address(JobId id) {
        return URI.create(list() + "/" + id);
    }

    /** The job as it stands. */
    public Prediction render(JobState state) {
        return render(state, Prediction.Status.of(state));
    }

    /** The job as it stands, though called {@code starting}: some clients take any other word for its end. */
    public Prediction renderAsStarting(JobState state) {
        return render(state, Prediction.Status.STARTING);
    }

    private Prediction render(JobState state, Prediction.Status status) {
        Parts parts = parts(state);
        Job job = state.job();
        return new Prediction(
                job.id().value(),
                job.model(),
                job.version(),
                status,
                job.priority(),
                inputs.render(job.input()),
                branch(job.input()),
                parts.output == null
                        ? null
                        : parts.output.stream().map(Prediction.OutputFile::url).toList(),
                TqdmLines.of(parts.progress.stages()),
                parts.error,
                MetricsRenderer.render(state),
                state instanceof JobState.Succeeded ? 1 : parts.progress.fraction(),
                secondsLeft(state, parts.progress.secondsLeft()),
                queuePosition(job.id()),
                previews(job.input(), parts.progress),
                parts.output,
                job.createdAt(),
                parts.startedAt,
                parts.endedAt,
                false,
                "api",
                urls(job));
    }

    private record Parts(
            @Nullable List<Prediction.OutputFile> output,
            @Nullable String error,
            ProgressTrack progress,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    private Parts parts(JobState state) {
        return switch (state) {
            case JobState.Starting _ -> new Parts(null, null, ProgressTrack.NONE, null, null);
            case JobState.Processing it ->
                new Parts(null, null, it.progress(), it.startedAt().orElse(null), null);
            case JobState.Succeeded it -> succeeded(it.job().input().seed(), it.completion(), it.progress());
            case JobState.Failed it ->
                new Parts(
                        null,
                        it.failure().message(),
                        ProgressTrack.NONE,
                        it.startedAt().orElse(null),
                        it.failedAt());
            case JobState.Canceled it ->
                new Parts(null, null, ProgressTrack.NONE, it.startedAt().orElse(null), it.canceledAt());
        };
    }

    private Parts succeeded(long seed, JobEvent.Completion completion, ProgressTrack progress) {
        List<Prediction.OutputFile> output =
                completion.outputs().stream().map(image -> file(seed, image)).toList();
        return new Parts(output, null, progress, completion.startedAt(), completion.completedAt());
    }

    private static Prediction.@Nullable Branch branch(GenerationInput input) {
        return input.branch()
                .map(branch -> new Prediction.Branch(branch.parent().value(), branch.step()))
                .orElse(null);
    }

    private Prediction.OutputFile file(long seed, OutputImage image) {
        return new Prediction.OutputFile(
                store.presign(image.objectKey()),
                image.index(),
                seed,
                image.width(),
                image.height(),
                image.bytes(),
                image.sha256());
    }

    private @Nullable List<URI> previews(GenerationInput input, ProgressTrack progress) {
        return input.output().previews()
                ? progress.previews().stream()
                        .map(preview -> store.presign(preview.objectKey()))
                        .toList()
                : null;
    }

    private @Nullable Integer queuePosition(JobId id) {
        var position = view.queuePosition(id);
        return position.isPresent() ? position.getAsInt() : null;
    }

    private static @Nullable Double secondsLeft(JobState state, OptionalDouble expected) {
        return state.ended() || expected.isEmpty() ? null : expected.getAsDouble();
    }

    private Prediction.Urls urls(Job job) {
        URI address = address(job.id());
        return new Prediction.Urls(
                address, URI.create(address + "/cancel"), links.open(job, URI.create(address + "/stream")));
    }
}
