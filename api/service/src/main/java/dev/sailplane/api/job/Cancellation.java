package dev.sailplane.api.job;

import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * Ends jobs before their time. The last word in the bucket decides between this and a worker that finishes at the same
 * moment; whoever draws the job is told and stops. Should this replica die before it could tell, the worker that takes
 * the job from the queue finds the last word and tells. Blocking.
 *
 * @see <a href="../../../../../../../../../infra/adr/0006-cancel-by-the-last-word.md">Decision 0006</a>
 */
@ApplicationScoped
public class Cancellation {
    private static final Logger LOG = Logger.getLogger(Cancellation.class);

    private final Jobs jobs;
    private final JobView view;
    private final ObjectStore store;
    private final JobEvents events;
    private final InstantSource clock = InstantSource.system();

    /** Decides by the store, tells by the events. */
    public Cancellation(Jobs jobs, JobView view, ObjectStore store, JobEvents events) {
        this.jobs = jobs;
        this.view = view;
        this.store = store;
        this.events = events;
    }

    /**
     * Cancels the job unless it has ended; canceling twice is no error, and tells once more what may have been lost.
     *
     * @return the job as it ended
     * @throws StorageException when the bucket does not answer: nothing is decided then
     * @throws PublishingException when it is canceled for good and not everyone could be told: to be called again
     */
    public JobState cancel(JobState state) {
        return switch (state) {
            case JobState.Starting _, JobState.Processing _ -> decide(state);
            case JobState.Canceled canceled ->
                tell(canceled, new JobEvent.Canceled(canceled.id(), canceled.canceledAt()));
            case JobState.Succeeded _, JobState.Failed _ -> state;
        };
    }

    private JobState decide(JobState state) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        JobEvent.Canceled canceled = new JobEvent.Canceled(state.id(), now);
        byte[] manifest = Messages.write(new JobManifest(state.job(), canceled));
        if (store.create(ObjectKeys.manifest(state.id()), manifest, "application/json")) {
            LOG.infof("job canceled jobId=%s", state.id());
            return tell(state, canceled);
        }
        JobState standing = jobs.ended(state);
        return standing instanceof JobState.Canceled it
                ? tell(state, new JobEvent.Canceled(state.id(), it.canceledAt()))
                : standing;
    }

    private JobState tell(JobState state, JobEvent.Canceled canceled) {
        events.canceled(canceled);
        view.apply(canceled);
        return state.after(canceled);
    }
}
