package dev.sailplane.devstack.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What came of the jobs of one phase, as a whole and by its parts. For one thread. */
final class JobTally {
    private static final JsonMapper JSON = new JsonMapper();

    private final Tally whole = new Tally();
    private final Tally answered = new Tally();
    private final Tally queued = new Tally();
    private final Tally drawn = new Tally();
    private final Tally told = new Tally();

    /** A submit was answered. */
    void answered(long since) {
        answered.succeeded(since);
    }

    /** A job's webhook has come. */
    void told(long since, Buffer webhook) {
        try {
            JsonNode job = JSON.readTree(webhook.getBytes());
            if (!job.path("status").asText().equals("succeeded")) {
                failed("a job " + job.path("status").asText());
                return;
            }
            Instant started = time(job, "started_at");
            Instant completed = time(job, "completed_at");
            whole.succeeded(since);
            queued.took(Duration.between(time(job, "created_at"), started));
            drawn.took(Duration.between(started, completed));
            told.took(Duration.between(completed, Instant.now()));
        } catch (IOException | RuntimeException unreadable) {
            failed("a webhook that cannot be read: " + unreadable.getMessage());
        }
    }

    /** A job came to nothing. */
    void failed(String why) {
        whole.failed(new IllegalStateException(why));
    }

    /** The time is over. */
    void stop() {
        List.of(whole, answered, queued, drawn, told).forEach(Tally::stop);
    }

    /** Jobs that ended well. */
    long ended() {
        return whole.succeeded();
    }

    /** A row for the whole, then one for each part. */
    List<LoadResult> results(String phase) {
        return List.of(
                whole.result(phase),
                answered.result("  submit to answer"),
                queued.result("  created_at to started_at"),
                drawn.result("  started_at to completed_at"),
                told.result("  completed_at to webhook"));
    }

    private static Instant time(JsonNode job, String field) {
        return Instant.parse(job.path(field).asText());
    }
}
