package dev.sailplane.api.prediction;

import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.source.CanonicalEdit;
import dev.sailplane.api.source.EditSources;
import dev.sailplane.api.source.PictureException;
import dev.sailplane.api.source.PictureSource;
import dev.sailplane.api.source.SourcePictures;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the pictures a job starts from beside it, in the one form that workers read. Blocking. */
@ApplicationScoped
public class JobInputs {
    private static final Logger LOG = Logger.getLogger(JobInputs.class);
    private static final String PNG = "image/png";

    private final SourcePictures sources;
    private final ObjectStore store;
    private final Jobs jobs;

    /** Reads by the sources, keeps in the store. */
    public JobInputs(SourcePictures sources, ObjectStore store, Jobs jobs) {
        this.sources = sources;
        this.store = store;
        this.jobs = jobs;
    }

    /**
     * Fetches, checks and stores. What lies there already is kept: the same job may have been published before, and its
     * worker may be reading it.
     *
     * @throws PictureException when a picture is not what it should be, or not the tenant's
     * @throws StorageException when the bucket does not answer
     */
    GenerationInput.Source keep(JobId id, TenantName tenant, SourceRequest request) {
        requireOwn(tenant, request.pictures());
        return switch (request) {
            case SourceRequest.Edit(var pictures) -> keep(id, sources.canonical(pictures));
            case SourceRequest.Masked masked -> {
                CanonicalEdit edit =
                        sources.canonical(new EditSources(masked.image(), Optional.of(masked.mask()), masked.rule()));
                store.create(ObjectKeys.sourceMask(id), edit.mask(), PNG);
                // The picture stays where the earlier job has it.
                yield new GenerationInput.Edit(masked.image().key(), ObjectKeys.sourceMask(id));
            }
            case SourceRequest.Variation(PictureSource image, double strength) -> {
                store.create(ObjectKeys.sourceImage(id), sources.canonical(image), PNG);
                yield new GenerationInput.Variation(ObjectKeys.sourceImage(id), strength);
            }
        };
    }

    /** Removes what was kept for the job: pictures of another that it refers to are the other's. The bucket may be what failed: then they stay in it. */
    void forget(JobId id) {
        try {
            store.delete(ObjectKeys.sourceImage(id));
            store.delete(ObjectKeys.sourceMask(id));
        } catch (StorageException unreachable) {
            LOG.warnf("inputs of a refused job left in the bucket jobId=%s", id);
        }
    }

    private GenerationInput.Source keep(JobId id, CanonicalEdit edit) {
        store.create(ObjectKeys.sourceImage(id), edit.image(), PNG);
        store.create(ObjectKeys.sourceMask(id), edit.mask(), PNG);
        return new GenerationInput.Edit(ObjectKeys.sourceImage(id), ObjectKeys.sourceMask(id));
    }

    // Another's object is answered like one that is not there.
    private void requireOwn(TenantName tenant, List<PictureSource> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i) instanceof PictureSource.Stored(String key) && !isOwn(tenant, key)) {
                throw new PictureException(i == 0 ? "image" : "mask", "names an object that is not in the bucket");
            }
        }
    }

    private boolean isOwn(TenantName tenant, String key) {
        Optional<JobId> job = ObjectKeys.jobOf(key);
        return job.isPresent() ? jobs.find(tenant, job.get()).isPresent() : key.startsWith(ObjectKeys.uploads(tenant));
    }
}
