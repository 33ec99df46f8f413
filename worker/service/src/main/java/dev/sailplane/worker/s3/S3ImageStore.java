package dev.sailplane.worker.s3;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.MalformedMessageException;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.worker.job.ImageStore;
import dev.sailplane.worker.job.PermanentFailureException;
import dev.sailplane.worker.job.Picture;
import dev.sailplane.worker.job.RetriableFailureException;
import dev.sailplane.worker.job.StoreUnavailableException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** Pictures and manifests in a bucket, laid out as {@link ObjectKeys} says. Writes but those of
 * previews are conditional (If-None-Match). */
public final class S3ImageStore implements ImageStore {
    private final Bucket bucket;

    /** @param client stays the caller's, who closes it */
    public S3ImageStore(S3Client client, String bucket) {
        this.bucket = new Bucket(client, bucket);
    }

    @Override
    public byte[] source(String objectKey) throws InterruptedException {
        return bucket.read(objectKey)
                .orElseThrow(() ->
                        new PermanentFailureException("input-missing", "the source picture is not in the bucket"));
    }

    @Override
    public OutputImage keep(JobId job, int index, Picture picture) throws InterruptedException {
        String key = ObjectKeys.output(job, index, picture.format());
        byte[] standing = create(key, picture.file(), picture.format().mediaType());
        return new OutputImage(index, key, picture.width(), picture.height(), standing.length, Bucket.sha256(standing));
    }

    @Override
    public String preview(JobId job, int index, byte[] jpeg) throws InterruptedException {
        String key = ObjectKeys.preview(job, index);
        bucket.put(key, jpeg, request -> request.contentType(OutputFormat.JPEG.mediaType()));
        return key;
    }

    @Override
    public Optional<JobManifest> lastWord(JobId job) throws InterruptedException {
        return bucket.read(ObjectKeys.manifest(job)).map(S3ImageStore::manifest);
    }

    @Override
    public JobManifest conclude(JobManifest manifest) throws InterruptedException {
        String key = ObjectKeys.manifest(manifest.job().id());
        return manifest(create(key, Messages.write(manifest), "application/json"));
    }

    @Override
    public void forget(Job job) throws InterruptedException {
        for (int index = 0; index < job.input().numOutputs(); index++) {
            bucket.delete(
                    ObjectKeys.output(job.id(), index, job.input().output().format()));
            if (job.input().output().previews()) {
                bucket.delete(ObjectKeys.preview(job.id(), index));
            }
        }
    }

    // Returns what lies there afterwards: what was to be written, or what was written before.
    private byte[] create(String key, byte[] content, String mediaType) throws InterruptedException {
        Optional<String> created = bucket.putIf(
                key, content, request -> request.contentType(mediaType).ifNoneMatch("*"));
        return created.isPresent()
                ? content
                : bucket.read(key).orElseThrow(() -> new StoreUnavailableException(vanished()));
    }

    private static IllegalStateException vanished() {
        return new IllegalStateException("an object was written elsewhere and cannot be read yet");
    }

    private static JobManifest manifest(byte[] bytes) {
        try {
            return Messages.readManifest(bytes);
        } catch (MalformedMessageException damaged) {
            throw new RetriableFailureException("the job's manifest cannot be read", damaged);
        }
    }
}
