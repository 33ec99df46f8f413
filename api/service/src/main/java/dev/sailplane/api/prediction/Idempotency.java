package dev.sailplane.api.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.api.access.RateLimitedException;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has a request that comes again lead to the job it made the first time, on whichever replica. A key is taken by writing
 * a record to the bucket on condition that there is none; it names the job before the job exists, so that a request whose
 * replica died in between is taken up under the same name, and a job accepted twice is one job. A request of which nobody
 * knows whether it made a job leaves such a record too, key or no key. Blocking.
 *
 * @see <a href="../../../../../../../../../infra/adr/0009-idempotent-requests.md">Decision 0009</a>
 * @see <a href="../../../../../../../../../infra/adr/0015-no-confirmation-is-no-refusal.md">Decision 0015</a>
 */
@ApplicationScoped
public class Idempotency {
    private static final Logger LOG = Logger.getLogger(Idempotency.class);
    private static final int MAXIMUM_RECORD_BYTES = 4_096;

    /**
     * What a key was used for.
     *
     * @param seed with which the job was first asked for; the caller may have left it to chance
     * @param free whether the next request is to take the job up, at once
     */
    record Taken(
            String job,
            String fingerprint,
            String takenAt,
            @Nullable Long seed,
            boolean free) {
        Taken at(Instant time, boolean isFree) {
            return new Taken(job, fingerprint, time.toString(), seed, isFree);
        }

        boolean youngerThan(Duration age, Instant now) {
            return now.isBefore(time().plus(age));
        }

        Instant time() {
            return Instant.parse(takenAt);
        }
    }

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
     * @param acceptance makes the job of a name: that one, or the name under which the request came before; of two calls
     *     with the same name both are told the same seed
     * @throws RejectedException when the key was used otherwise or its first request is under way, or as the acceptance
     *     does: the key is free again then, unless it is {@linkplain Rejection.Unconfirmed unconfirmed}
     */
    public JobState once(Submission submission, JobId fresh, BiFunction<JobId, Submission, JobState> acceptance) {
        Request request = new Request(submission, acceptance);
        Taken ours = new Taken(
                fresh.value(),
                submission.identity().fingerprint(),
                clock.instant().toString(),
                submission.command().input().seed(),
                false);
        Optional<String> record = submission.identity().record(submission.tenant());
        return record.isPresent() ? recorded(request, record.get(), ours) : unrecorded(request, ours);
    }

    private record Request(Submission submission, BiFunction<JobId, Submission, JobState> acceptance) {
        JobState accept(Taken taken) {
            Submission first = taken.seed == null ? submission : submission.withSeed(taken.seed);
            return acceptance.apply(new JobId(taken.job), first);
        }
    }

    private JobState recorded(Request request, String object, Taken ours) {
        if (store.create(object, json(ours), "application/json")) {
            return firstTime(request, object, ours);
        }
        Optional<Taken> standing = read(object);
        if (standing.isEmpty()) {
            // Its request was refused this very moment.
            throw new RejectedException(new Rejection.KeyInFlight());
        }
        if (standing.get().equals(ours)) {
            // It was written after all: the answer got lost, and the client of the store tried again.
            return firstTime(request, object, ours);
        }
        if (!standing.get().fingerprint.equals(ours.fingerprint)) {
            throw new RejectedException(new Rejection.KeyReused());
        }
        return again(request, object, standing.get());
    }

    private JobState firstTime(Request request, String object, Taken taken) {
        try {
            return request.accept(taken);
        } catch (RejectedException | RateLimitedException refused) {
            if (isUnconfirmed(refused)) {
                setFree(object, taken);
            } else {
                store.delete(object);
            }
            throw refused;
        }
    }

    private JobState unrecorded(Request request, Taken ours) {
        RequestIdentity identity = request.submission.identity();
        String object = identity.unconfirmed(request.submission.tenant());
        // A client that repeats itself without a key: its first request, if it arrived, has made a job lately.
        Optional<JobState> first = identity.repeated() ? lately(request, object, ours) : Optional.empty();
        return first.orElseGet(() -> withoutRecord(request, object, ours));
    }

    // An earlier job of the same words is not this request's, if that is unconfirmed.
    private Optional<JobState> lately(Request request, String object, Taken ours) {
        Instant now = clock.instant();
        Optional<Taken> unconfirmed = read(object).filter(taken -> taken.youngerThan(settings.repeatWindow(), now));
        Instant notBefore = unconfirmed.map(Taken::time).orElseGet(() -> now.minus(settings.repeatWindow()));
        return view.madeBy(request.submission.tenant(), ours.fingerprint, notBefore)
                .or(() -> unconfirmed.map(taken -> again(request, object, taken)));
    }

    private JobState withoutRecord(Request request, String object, Taken ours) {
        try {
            return request.accept(ours);
        } catch (RejectedException refused) {
            if (isUnconfirmed(refused)) {
                setFree(object, ours);
            }
            throw refused;
        }
    }

    private JobState again(Request request, String object, Taken taken) {
        Optional<JobState> known = jobs.findSoon(new JobId(taken.job));
        if (known.isPresent()) {
            return known.get();
        }
        if (!taken.free && taken.youngerThan(settings.inFlight(), clock.instant())) {
            throw new RejectedException(new Rejection.KeyInFlight());
        }
        Taken ours = taken.at(clock.instant(), false);
        store.put(object, json(ours), "application/json");
        try {
            return request.accept(ours);
        } catch (RejectedException | RateLimitedException refused) {
            // Whatever this try came to, an earlier one may have made the job.
            setFree(object, ours);
            throw refused;
        }
    }

    private static boolean isUnconfirmed(RuntimeException refused) {
        return refused instanceof RejectedException rejected && rejected.rejection() instanceof Rejection.Unconfirmed;
    }

    private void setFree(String object, Taken taken) {
        try {
            store.put(object, json(taken.at(clock.instant(), true)), "application/json");
        } catch (StorageException unreachable) {
            // The record of a key stands as it was, and is taken up when the first request would have ended.
            LOG.warnf(unreachable, "an unconfirmed job could not be noted jobId=%s", taken.job);
        }
    }

    private Optional<Taken> read(String object) {
        return store.get(object, MAXIMUM_RECORD_BYTES).map(this::taken);
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
