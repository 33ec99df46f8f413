package dev.sailplane.api.prediction;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.sailplane.api.access.RateLimitedException;
import dev.sailplane.api.access.Reservation;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.LineFullException;
import dev.sailplane.api.job.PublishingException;
import dev.sailplane.api.outbound.ForbiddenTargetException;
import dev.sailplane.api.outbound.TargetGuard;
import dev.sailplane.api.source.PictureException;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.api.trace.JobTraces;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a job of a command, whichever dialect it came in: pictures are stored, then the job is published, then it is
 * answered for. One that cannot be published leaves nothing behind; one that may have been published leaves its inputs and
 * its name. Blocking.
 *
 * @see <a href="../../../../../../../../../infra/adr/0015-no-confirmation-is-no-refusal.md">Decision 0015</a>
 */
@ApplicationScoped
public class Predictions {
    private static final Logger LOG = Logger.getLogger(Predictions.class);

    private final Idempotency idempotency;
    private final JobInputs inputs;
    private final JobIntake intake;
    private final TargetGuard guard;
    private final JobTraces traces;
    private final InstantSource clock = InstantSource.system();

    /** Works with these. */
    public Predictions(
            Idempotency idempotency, JobInputs inputs, JobIntake intake, TargetGuard guard, JobTraces traces) {
        this.idempotency = idempotency;
        this.inputs = inputs;
        this.intake = intake;
        this.guard = guard;
        this.traces = traces;
    }

    /**
     * Accepts the job for good: it is on the queue, and this replica knows it. A request that came before gets the job it
     * made then.
     *
     * @throws RateLimitedException when the tenant's limits leave no room
     * @throws RejectedException when a picture is not what it should be or something needed does not answer
     */
    public JobState accept(Submission submission) {
        JobId fresh = new JobId(UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT));
        try {
            return idempotency.once(submission, fresh, (id, first) -> accepted(id, first, id.equals(fresh)));
        } catch (StorageException unavailable) {
            throw unavailable(fresh, unavailable);
        }
    }

    // A job of another name than a fresh one may have been published before: its inputs stay, whatever happens.
    private JobState accepted(JobId id, Submission submission, boolean fresh) {
        PredictionCommand command = submission.command();
        command.envelope().webhook().ifPresent(this::admit);
        try (Reservation _ = intake.room(submission.tenant())) {
            Job job = job(id, submission, kept(id, submission));
            JobState accepted = intake.take(job);
            LOG.infof(
                    "job accepted jobId=%s model=%s source=%s",
                    id, job.model(), job.input().source().isPresent());
            return accepted;
        } catch (PictureException wrong) {
            throw RejectedException.of("/input/" + wrong.field(), wrong.field() + " " + wrong.getMessage());
        } catch (PublishingException unconfirmed) {
            LOG.warnf(unconfirmed, "job not confirmed jobId=%s", id);
            throw new RejectedException(new Rejection.Unconfirmed(), unconfirmed);
        } catch (StorageException | LineFullException unavailable) {
            command.source().filter(_ -> fresh).ifPresent(_ -> inputs.forget(id));
            throw unavailable(id, unavailable);
        }
    }

    private GenerationInput kept(JobId id, Submission submission) {
        GenerationInput input = submission.command().input();
        return submission
                .command()
                .source()
                .map(asked -> input.withSource(Optional.of(inputs.keep(id, submission.tenant(), asked))))
                .orElse(input);
    }

    private static RejectedException unavailable(JobId id, RuntimeException reason) {
        LOG.warnf(reason, "job not accepted jobId=%s", id);
        return new RejectedException(new Rejection.Unavailable("The job could not be queued; try again later."));
    }

    // The guard speaks again when the receiver is called: names may come to mean other addresses.
    private void admit(Webhook webhook) {
        try {
            guard.admit(webhook.url());
        } catch (ForbiddenTargetException forbidden) {
            throw RejectedException.of("/webhook", "webhook " + forbidden.getMessage());
        }
    }

    private Job job(JobId id, Submission submission, GenerationInput input) {
        PredictionCommand command = submission.command();
        Envelope envelope = command.envelope();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Job(
                id,
                submission.tenant(),
                command.model().name(),
                command.model().version(),
                input,
                envelope.webhook(),
                now,
                envelope.cancelAfter().map(now::plus),
                submission.identity().fingerprint(),
                envelope.priority(),
                traces.current().or(submission.identity()::traceparent));
    }
}
