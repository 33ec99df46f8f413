package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket in memory that can be out of reach for a number of calls. */
public final class FakeImageStore implements ImageStore {
    public final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    public final Map<JobId, JobManifest> manifests = new ConcurrentHashMap<>();
    public final AtomicInteger failures = new AtomicInteger();
    public final AtomicInteger previewsBegun = new AtomicInteger();
    public final AtomicInteger previewsKept = new AtomicInteger();
    public volatile Duration previewPace = Duration.ZERO;
    /** What happens when a last word is asked for. */
    public volatile Runnable whenAsked = () -> {};
    /** What deleting fails of. */
    public Optional<StoreUnavailableException> forgetting = Optional.empty();
    /** What another worker says while this one draws. */
    public Optional<JobManifest> rival = Optional.empty();

    @Override
    public byte[] source(String objectKey) {
        failIfDown();
        byte[] object = objects.get(objectKey);
        if (object == null) {
            throw new PermanentFailureException("input-missing", "the source picture is not in the bucket");
        }
        return object;
    }

    @Override
    public OutputImage keep(JobId job, int index, Picture picture) {
        failIfDown();
        String key = ObjectKeys.output(job, index, picture.format());
        byte[] earlier = objects.putIfAbsent(key, picture.file());
        byte[] standing = earlier == null ? picture.file() : earlier;
        return new OutputImage(index, key, picture.width(), picture.height(), standing.length, "");
    }

    @Override
    public String preview(JobId job, int index, byte[] jpeg) throws InterruptedException {
        Duration pace = previewPace;
        previewsBegun.incrementAndGet();
        Thread.sleep(pace);
        failIfDown();
        objects.put(ObjectKeys.preview(job, index), jpeg);
        previewsKept.incrementAndGet();
        return ObjectKeys.preview(job, index);
    }

    @Override
    public Optional<JobManifest> lastWord(JobId job) {
        whenAsked.run();
        failIfDown();
        return Optional.ofNullable(manifests.get(job));
    }

    @Override
    public JobManifest conclude(JobManifest manifest) {
        failIfDown();
        rival.ifPresent(other -> manifests.put(other.job().id(), other));
        JobManifest earlier = manifests.putIfAbsent(manifest.job().id(), manifest);
        return earlier == null ? manifest : earlier;
    }

    @Override
    public void forget(Job job) {
        failIfDown();
        if (forgetting.isPresent()) {
            throw forgetting.get();
        }
        for (int index = 0; index < job.input().numOutputs(); index++) {
            objects.remove(
                    ObjectKeys.output(job.id(), index, job.input().output().format()));
            objects.remove(ObjectKeys.preview(job.id(), index));
        }
    }

    private void failIfDown() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreUnavailableException(new IOException("down on purpose"));
        }
    }
}
