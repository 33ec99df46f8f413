package dev.sailplane.api.job;

import com.github.f4b6a3.ulid.Ulid;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Finds a job: in the view, else in the bucket. Blocking. */
@ApplicationScoped
public class Jobs {
    private static final int MAXIMUM_MANIFEST_BYTES = 1 << 20;

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration NEW = Duration.ofSeconds(5);

    private final JobView view;
    private final ObjectStore store;
    private final ApiConfiguration.View settings;
    private final InstantSource clock = InstantSource.system();

    /** Reads from both. */
    public Jobs(JobView view, ObjectStore store, ApiConfiguration configuration) {
        this.view = view;
        this.store = store;
        this.settings = configuration.view();
    }

    /**
     * A tenant's job, if there is such a job and it is the tenant's.
     *
     * @throws StorageException when only the bucket could tell and it does not answer
     */
    public Optional<JobState> find(TenantName tenant, JobId id) {
        return (isNew(id) ? findSoon(id) : find(id))
                .filter(state -> state.job().tenant().equals(tenant));
    }

    /**
     * The same as {@link #find(JobId)} for a job that another replica may be accepting at this moment: looks for a little
     * while.
     */
    public Optional<JobState> findSoon(JobId id) {
        Instant end = clock.instant().plus(settings.patience());
        Optional<JobState> known = view.find(id);
        while (known.isEmpty() && clock.instant().isBefore(end)) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                break;
            }
            known = view.find(id);
        }
        return known.isPresent() ? known : find(id);
    }

    // Its name tells when it was made; clocks of replicas differ a little.
    private boolean isNew(JobId id) {
        Duration age = Duration.between(Ulid.getInstant(id.value().toUpperCase(Locale.ROOT)), clock.instant());
        return age.compareTo(NEW) < 0;
    }

    /**
     * A job's state, if there is such a job, whoever's it is.
     *
     * @throws StorageException when only the bucket could tell and it does not answer
     */
    public Optional<JobState> find(JobId id) {
        Optional<JobState> remembered = view.find(id);
        if (remembered.isEmpty()) {
            return manifest(id).map(JobState::of);
        }
        // An active job without news may have ended where the event was lost; its manifest was written before.
        return view.quiet(id, settings.quietTime()) ? Optional.of(lookedUp(remembered.get())) : remembered;
    }

    /**
     * The job with its last word, if that was spoken, whatever the view knows.
     *
     * @throws StorageException when the bucket does not answer
     */
    JobState ended(JobState state) {
        return manifest(state.id())
                .map(manifest -> {
                    view.apply(manifest.outcome());
                    return state.after(manifest.outcome());
                })
                .orElse(state);
    }

    private JobState lookedUp(JobState state) {
        try {
            return ended(state);
        } catch (StorageException unreachable) {
            // The view's word is the best there is.
            return state;
        }
    }

    private Optional<JobManifest> manifest(JobId id) {
        return store.get(ObjectKeys.manifest(id), MAXIMUM_MANIFEST_BYTES).map(Messages::readManifest);
    }
}
