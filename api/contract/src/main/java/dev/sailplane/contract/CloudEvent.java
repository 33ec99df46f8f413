package dev.sailplane.contract;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A {@link JobEvent} in its CloudEvents 1.0 envelope, as the Kafka binding carries it in binary mode: attributes in
 * {@code ce_} headers, the event as JSON in the value.
 *
 * @param id the same for the same happening, so that a duplicate is recognised
 * @param source the service that tells it, {@code /api} or {@code /worker/NAME}
 * @param time when it happened
 * @param data what happened
 */
public record CloudEvent(String id, URI source, Instant time, JobEvent data) {
    /** What all types start with. */
    public static final String TYPE_PREFIX = "dev.sailplane.job.";

    /** An event whose id follows from what happened: job, type and what tells two of a type apart. */
    public static CloudEvent of(URI source, Instant time, JobEvent data) {
        return new CloudEvent(data.jobId() + "." + idSuffix(data), source, time, data);
    }

    /** The CloudEvents type, {@code dev.sailplane.job.completed} for one. */
    public String type() {
        return TYPE_PREFIX + typeName(data);
    }

    /** The headers of the record, names in the binding's lower case. */
    public Map<String, String> headers() {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                id,
                "ce_source",
                source.toString(),
                "ce_type",
                type(),
                "ce_time",
                time.toString(),
                "content-type",
                "application/json");
    }

    private static String idSuffix(JobEvent event) {
        return switch (event) {
            case JobEvent.Accepted _, JobEvent.Completed _, JobEvent.Failed _, JobEvent.Canceled _ -> typeName(event);
            case JobEvent.Started started -> "started." + started.attempt();
            case JobEvent.Progress progress ->
                "progress.%d.%s.%d".formatted(progress.attempt(), progress.stage(), progress.step());
            case JobEvent.Preview preview ->
                "preview.%d.%d.%s.%d".formatted(preview.attempt(), preview.index(), preview.stage(), preview.step());
            case JobEvent.Output output -> "output." + output.image().index();
            case JobEvent.DeadLettered _ -> "dead-lettered";
        };
    }

    private static String typeName(JobEvent event) {
        return switch (event) {
            case JobEvent.Accepted _ -> "accepted";
            case JobEvent.Started _ -> "started";
            case JobEvent.Progress _ -> "progress";
            case JobEvent.Preview _ -> "preview";
            case JobEvent.Output _ -> "output";
            case JobEvent.Completed _ -> "completed";
            case JobEvent.Failed _ -> "failed";
            case JobEvent.Canceled _ -> "canceled";
            case JobEvent.DeadLettered _ -> "dead-lettered";
        };
    }
}
