package dev.sailplane.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sailplane.api.job.JobState;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as callers see it, in the shape of Replicate's prediction: what is not there yet is {@code null}, not absent.
 *
 * @param priority against other jobs on the same device
 * @param input as given, with the seed that was chosen; pictures as addresses
 * @param branch where it branched off, if it is a branch
 * @param output addresses of the pictures, by index
 * @param logs progress, a line a stage, in the form of tqdm: existing clients read it
 * @param progress 0 to 1
 * @param secondsLeft until the end, as the worker expects, while it works
 * @param queuePosition jobs of its priority that wait before this one, while it waits
 * @param previews addresses of small pictures of the work in progress, if they were asked for
 * @param outputFiles what is known of each picture beside its address
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Prediction(
        String id,
        String model,
        String version,
        Status status,
        Priority priority,
        Map<String, Object> input,
        @Nullable Branch branch,
        @Nullable List<URI> output,
        String logs,
        @Nullable String error,
        Metrics metrics,
        double progress,
        @Nullable Double secondsLeft,
        @Nullable Integer queuePosition,
        @Nullable List<URI> previews,
        @Nullable List<OutputFile> outputFiles,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        boolean dataRemoved,
        String source,
        Urls urls) {

    /** Where the job stands. */
    public enum Status {
        @JsonProperty("starting")
        STARTING,
        @JsonProperty("processing")
        PROCESSING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("canceled")
        CANCELED;

        /** The status that a state is shown as. */
        public static Status of(JobState state) {
            return switch (state) {
                case JobState.Starting _ -> STARTING;
                case JobState.Processing _ -> PROCESSING;
                case JobState.Succeeded _ -> SUCCEEDED;
                case JobState.Failed _ -> FAILED;
                case JobState.Canceled _ -> CANCELED;
            };
        }
    }

    /**
     * Whose steps a job shares, and how many.
     *
     * @param prediction the job it branched off
     * @param step the last step that both share
     */
    public record Branch(String prediction, int step) {}

    /**
     * A finished picture.
     *
     * @param seed with which, and with its index, it is drawn again
     * @param width pixels
     * @param height pixels
     * @param bytes of the file
     * @param sha256 of the file, lower-case hexadecimal
     */
    public record OutputFile(URI url, int index, long seed, int width, int height, long bytes, String sha256) {}

    /**
     * What is known of the work; durations in seconds.
     *
     * @param numerics what the pictures' bits depend on
     * @param resumedSteps steps that the finishing attempt took over from earlier ones
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metrics(
            @Nullable Double predictTime,
            @Nullable Double totalTime,
            @Nullable Double queueTime,
            @Nullable Double deviceSeconds,
            @Nullable Numerics numerics,
            @Nullable Integer resumedSteps) {}

    /** Where to turn to with this job. */
    public record Urls(URI get, URI cancel, URI stream) {}
}
