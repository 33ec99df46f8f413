package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.contract.JobId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of jobs that were put aside, as the API tells of them.
 *
 * @param letters newest first
 * @param next the query of the next page's address, if there is one
 */
record DeadLetters(List<Letter> letters, Optional<String> next) {
    /** The query of the first page's address. */
    static final String FIRST = "dead_lettered=true";

    DeadLetters {
        letters = List.copyOf(letters);
    }

    /**
     * One of them.
     *
     * @param failedAt RFC 3339
     * @param error why
     */
    record Letter(JobId id, String model, String failedAt, String error) {}

    static DeadLetters of(JsonNode page) {
        List<Letter> letters = new ArrayList<>();
        page.path("results")
                .forEach(job -> letters.add(new Letter(
                        new JobId(job.path("id").asText()),
                        job.path("model").asText(),
                        job.path("completed_at").asText(),
                        job.path("error").asText())));
        // The address is the public one, which need not be ours.
        Optional<String> next = Optional.ofNullable(page.path("next").textValue())
                .map(address -> URI.create(address).getRawQuery());
        return new DeadLetters(letters, next);
    }
}
