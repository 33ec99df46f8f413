package dev.sailplane.api.prediction;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.outbound.ForbiddenTargetException;
import dev.sailplane.api.outbound.TargetGuard;
import dev.sailplane.api.source.CanonicalEdit;
import dev.sailplane.api.source.PictureException;
import dev.sailplane.api.source.SourcePictures;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a job of a command: pictures are stored, then the job is published, then it is answered for. One that cannot be
 * published leaves nothing behind. Blocking.
 */
@ApplicationScoped
public class Predictions {
    private static final Logger LOG = Logger.getLogger(Predictions.class);
    private static final String PNG = "image/png";

    private final SourcePictures sources;
    private final ObjectStore store;
    private final JobPublisher publisher;
    private final JobView view;
    private final TargetGuard guard;

    /** Works with these. */
    public Predictions(
            SourcePictures sources, ObjectStore store, JobPublisher publisher, JobView view, TargetGuard guard) {
        this.sources = sources;
        this.store = store;
        this.publisher = publisher;
        this.view = view;
        this.guard = guard;
    }

    /**
     * Accepts the job for good: it is on the queue, and this replica knows it.
     *
     * @throws RejectedException when a picture is not what it should be or something needed does not answer
     */
    public JobState accept(PredictionCommand command) {
        command.webhook().ifPresent(this::admit);
        JobId id = new JobId(UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT));
        try {
            Optional<CanonicalEdit> edit = command.sources().map(sources::canonical);
            edit.ifPresent(pictures -> keep(id, pictures));
            Job job = job(id, command, edit.isPresent());
            publisher.publish(job);
            JobEvent accepted = new JobEvent.Accepted(job);
            view.apply(accepted);
            LOG.infof("job accepted jobId=%s model=%s edit=%s", id, job.model(), edit.isPresent());
            return view.find(id).orElseGet(() -> new JobState.Starting(job));
        } catch (PictureException wrong) {
            throw RejectedException.of("/input/" + wrong.field(), wrong.field() + " " + wrong.getMessage());
        } catch (StorageException | PublishingException unavailable) {
            forget(id, command);
            LOG.warnf(unavailable, "job not accepted jobId=%s", id);
            throw new RejectedException(new Rejection.Unavailable("The job could not be queued; try again later."));
        }
    }

    // The guard speaks again when the receiver is called: names may come to mean other addresses.
    private void admit(Webhook webhook) {
        try {
            guard.admit(webhook.url());
        } catch (ForbiddenTargetException forbidden) {
            throw RejectedException.of("/webhook", "webhook " + forbidden.getMessage());
        }
    }

    private static Job job(JobId id, PredictionCommand command, boolean isEdit) {
        Model model = command.model();
        Optional<GenerationInput.Source> source = isEdit
                ? Optional.of(new GenerationInput.Edit(ObjectKeys.sourceImage(id), ObjectKeys.sourceMask(id)))
                : Optional.empty();
        return new Job(
                id,
                TenantName.DEFAULT,
                model.name(),
                model.version(),
                command.input().withSource(source),
                command.webhook(),
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                "");
    }

    private void keep(JobId id, CanonicalEdit edit) {
        store.put(ObjectKeys.sourceImage(id), edit.image(), PNG);
        store.put(ObjectKeys.sourceMask(id), edit.mask(), PNG);
    }

    // The bucket may be what failed: then the sweep of orphaned inputs is left to do it.
    private void forget(JobId id, PredictionCommand command) {
        if (command.sources().isEmpty()) {
            return;
        }
        try {
            store.delete(ObjectKeys.sourceImage(id));
            store.delete(ObjectKeys.sourceMask(id));
        } catch (StorageException unreachable) {
            LOG.warnf("inputs of a refused job left in the bucket jobId=%s", id);
        }
    }
}
