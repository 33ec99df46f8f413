package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.OutputImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that is waited for while it cannot be reached, so that a short outage costs no attempt. */
public final class PatientImageStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(PatientImageStore.class);

    private final ImageStore store;
    private final Duration patience;
    private final Duration interval;
    private final InstantSource clock;

    /**
     * @param patience how long to wait for the store before its absence counts as a failure
     * @param interval how long to wait before asking it again
     */
    public PatientImageStore(ImageStore store, Duration patience, Duration interval, InstantSource clock) {
        this.store = store;
        this.patience = patience;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public byte[] source(String objectKey) throws InterruptedException {
        return patiently(() -> store.source(objectKey));
    }

    @Override
    public OutputImage keep(JobId job, int index, Picture picture) throws InterruptedException {
        return patiently(() -> store.keep(job, index, picture));
    }

    @Override
    public String preview(JobId job, int index, byte[] jpeg) throws InterruptedException {
        return store.preview(job, index, jpeg);
    }

    @Override
    public Optional<JobManifest> lastWord(JobId job) throws InterruptedException {
        return patiently(() -> store.lastWord(job));
    }

    @Override
    public JobManifest conclude(JobManifest manifest) throws InterruptedException {
        return patiently(() -> store.conclude(manifest));
    }

    @Override
    public void forget(Job job) throws InterruptedException {
        patiently(() -> {
            store.forget(job);
            return job;
        });
    }

    private <T> T patiently(StoreCall<T> call) throws InterruptedException {
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                return call.make();
            } catch (StoreUnavailableException absence) {
                if (!clock.instant().plus(interval).isBefore(deadline)) {
                    throw absence;
                }
                LOG.atWarn().addKeyValue("reason", absence.getCause()).log("waiting for the object store");
                Thread.sleep(interval);
            }
        }
    }

    @FunctionalInterface
    private interface StoreCall<T> {
        T make() throws InterruptedException;
    }
}
