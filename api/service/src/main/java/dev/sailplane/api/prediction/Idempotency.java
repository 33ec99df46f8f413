package dev.sailplane.api.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.api.access.RateLimitedException;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has a request that comes again lead to the job it made the first time, on whichever replica. A key is taken by writing
 * a record to the bucket on condition that there is none; it names the job before the job exists, so that a request whose
 * replica died in between is taken up under the same name, and a job accepted twice is one job. Blocking.
 *
 * @see <a href="../../../../../../../../../infra/adr/0009-idempotent-requests.md">Decision 0009</a>
 */
@ApplicationScoped
public class Idempotency {
    private static final int MAXIMUM_RECORD_BYTES = 4_096;

    /** What a key was used for. */
    record Taken(String job, String fingerprint, String takenAt) {}

    private final ObjectStore store;
    private final JobView view;
    private final Jobs jobs;
    private final ObjectMapper mapper;
    private final ApiConfiguration.Idempotency settings;
    private final InstantSource clock = InstantSource.system();

    /** Keeps keys in the store, finds jobs in the view. */
    public Idempotency(
            ObjectStore store, JobView view, Jobs jobs, ObjectMapper mapper, ApiConfiguration configuration) {
        this.store = store;
        this.view = view;
        this.jobs = jobs;
        this.mapper = mapper;
        this.settings = configuration.idempotency();
    }

    /**
     * The job of the request: an earlier one, or the one that is made now.
     *
     * @param fresh a name for a new job
     * @param acceptance makes the job of that name
     * @throws RejectedException when the key was used otherwise or its first request is under way, or as the acceptance
     *     does: the key is free again then
     */
    public JobState once(Submission submission, JobId fresh, Function<JobId, JobState> acceptance) {
        RequestIdentity identity = submission.identity();
        Optional<String> record = identity.record(submission.tenant());
        if (record.isPresent()) {
            return recorded(submission, record.get(), fresh, acceptance);
        }
        // A client that repeats itself without a key: its first request, if it arrived, has made a job lately.
        Optional<JobState> first = identity.repeated()
                ? view.madeBy(
                        submission.tenant(),
                        identity.fingerprint(),
                        clock.instant().minus(settings.repeatWindow()))
                : Optional.empty();
        return first.orElseGet(() -> acceptance.apply(fresh));
    }

    private JobState recorded(Submission submission, String object, JobId fresh, Function<JobId, JobState> acceptance) {
        String fingerprint = submission.identity().fingerprint();
        Taken ours = new Taken(fresh.value(), fingerprint, clock.instant().toString());
        if (store.create(object, json(ours), "application/json")) {
            return firstTime(object, fresh, acceptance);
        }
        Optional<Taken> standing = store.get(object, MAXIMUM_RECORD_BYTES).map(this::taken);
        if (standing.isEmpty()) {
            // Its request was refused this very moment.
            throw new RejectedException(new Rejection.KeyInFlight());
        }
        if (standing.get().equals(ours)) {
            // It was written after all: the answer got lost, and the client of the store tried again.
            return firstTime(object, fresh, acceptance);
        }
        if (!standing.get().fingerprint.equals(fingerprint)) {
            throw new RejectedException(new Rejection.KeyReused());
        }
        return again(standing.get(), acceptance);
    }

    private JobState firstTime(String object, JobId id, Function<JobId, JobState> acceptance) {
        try {
            return acceptance.apply(id);
        } catch (RejectedException | RateLimitedException refused) {
            store.delete(object);
            throw refused;
        }
    }

    private JobState again(Taken taken, Function<JobId, JobState> acceptance) {
        JobId id = new JobId(taken.job);
        Optional<JobState> known = jobs.findSoon(id);
        if (known.isPresent()) {
            return known.get();
        }
        if (clock.instant().isBefore(Instant.parse(taken.takenAt).plus(settings.inFlight()))) {
            throw new RejectedException(new Rejection.KeyInFlight());
        }
        return acceptance.apply(id);
    }

    private byte[] json(Taken taken) {
        try {
            return mapper.writeValueAsBytes(taken);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record has no JSON form", impossible);
        }
    }

    private Taken taken(byte[] json) {
        try {
            return mapper.readValue(json, Taken.class);
        } catch (IOException damaged) {
            throw new IllegalStateException("the record of an idempotency key cannot be read", damaged);
        }
    }
}
