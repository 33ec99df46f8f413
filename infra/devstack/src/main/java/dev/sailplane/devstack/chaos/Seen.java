package dev.sailplane.devstack.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as a replica shows it.
 *
 * @param files SHA-256 of each picture, as told
 * @param output where each picture is
 * @param took from acceptance to end, once it has ended
 */
record Seen(String status, List<String> files, List<URI> output, String error, Optional<Duration> took) {
    static Seen of(JsonNode job) {
        List<String> files = new ArrayList<>();
        job.path("output_files").forEach(file -> files.add(file.path("sha256").asText()));
        List<URI> output = new ArrayList<>();
        job.path("output").forEach(address -> output.add(URI.create(address.asText())));
        Optional<Duration> took = job.path("completed_at").isTextual()
                ? Optional.of(Duration.between(
                        Instant.parse(job.path("created_at").asText()),
                        Instant.parse(job.path("completed_at").asText())))
                : Optional.empty();
        return new Seen(
                job.path("status").asText(),
                List.copyOf(files),
                List.copyOf(output),
                job.path("error").asText(""),
                took);
    }

    boolean hasEnded() {
        return switch (status) {
            case "succeeded", "failed", "canceled" -> true;
            default -> false;
        };
    }

    /** Whether another replica says the same; addresses are signed anew each time. */
    boolean agreesWith(Seen other) {
        return status.equals(other.status) && files.equals(other.files) && took.equals(other.took);
    }
}
