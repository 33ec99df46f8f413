package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.OutputImage;
import java.util.Optional;

/** A store that is waited for while it cannot be reached, so that a short outage costs no attempt. */
public final class PatientImageStore implements ImageStore {
    private final ImageStore store;
    private final Patience patience;

    public PatientImageStore(ImageStore store, Patience patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public byte[] source(String objectKey) throws InterruptedException {
        return patience.with(() -> store.source(objectKey));
    }

    @Override
    public OutputImage keep(JobId job, int index, Picture picture) throws InterruptedException {
        return patience.with(() -> store.keep(job, index, picture));
    }

    @Override
    public String preview(JobId job, int index, byte[] jpeg) throws InterruptedException {
        return store.preview(job, index, jpeg);
    }

    @Override
    public Optional<JobManifest> lastWord(JobId job) throws InterruptedException {
        return patience.with(() -> store.lastWord(job));
    }

    @Override
    public JobManifest conclude(JobManifest manifest) throws InterruptedException {
        return patience.with(() -> store.conclude(manifest));
    }

    @Override
    public void forget(Job job) throws InterruptedException {
        patience.with(() -> {
            store.forget(job);
            return job;
        });
    }
}
