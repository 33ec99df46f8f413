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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Pictures and manifests in a bucket, laid out as {@link ObjectKeys} says. Writes but those of
 * previews are conditional (If-None-Match). */
public final class S3ImageStore implements ImageStore {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409; // two conditional writes at the same time: the other one may have won

    private final S3Client client;
    private final String bucket;

    /** @param client stays the caller's, who closes it */
    public S3ImageStore(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public byte[] source(String objectKey) throws InterruptedException {
        return read(objectKey)
                .orElseThrow(() ->
                        new PermanentFailureException("input-missing", "the source picture is not in the bucket"));
    }

    @Override
    public OutputImage keep(JobId job, int index, Picture picture) throws InterruptedException {
        String key = ObjectKeys.output(job, index, picture.format());
        byte[] standing = create(key, picture.file(), picture.format().mediaType());
        return new OutputImage(index, key, picture.width(), picture.height(), standing.length, sha256(standing));
    }

    @Override
    public String preview(JobId job, int index, byte[] jpeg) throws InterruptedException {
        String key = ObjectKeys.preview(job, index);
        call(() -> client.putObject(
                request -> request.bucket(bucket).key(key).contentType(OutputFormat.JPEG.mediaType()),
                RequestBody.fromBytes(jpeg)));
        return key;
    }

    @Override
    public Optional<JobManifest> lastWord(JobId job) throws InterruptedException {
        return read(ObjectKeys.manifest(job)).map(S3ImageStore::manifest);
    }

    @Override
    public JobManifest conclude(JobManifest manifest) throws InterruptedException {
        String key = ObjectKeys.manifest(manifest.job().id());
        return manifest(create(key, Messages.write(manifest), "application/json"));
    }

    @Override
    public void forget(Job job) throws InterruptedException {
        for (int index = 0; index < job.input().numOutputs(); index++) {
            delete(ObjectKeys.output(job.id(), index, job.input().output().format()));
            if (job.input().output().previews()) {
                delete(ObjectKeys.preview(job.id(), index));
            }
        }
    }

    private void delete(String key) throws InterruptedException {
        call(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    // Returns what lies there afterwards: what was to be written, or what was written before.
    private byte[] create(String key, byte[] content, String mediaType) throws InterruptedException {
        boolean created = call(() -> put(key, content, mediaType));
        return created ? content : read(key).orElseThrow(() -> new StoreUnavailableException(vanished()));
    }

    private boolean put(String key, byte[] content, String mediaType) {
        try {
            client.putObject(
                    request -> request.bucket(bucket)
                            .key(key)
                            .contentType(mediaType)
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(content));
            return true;
        } catch (S3Exception refusal) {
            if (refusal.statusCode() == PRECONDITION_FAILED || refusal.statusCode() == CONFLICT) {
                return false;
            }
            throw refusal;
        }
    }

    private Optional<byte[]> read(String key) throws InterruptedException {
        return call(() -> {
            try {
                return Optional.of(client.getObjectAsBytes(
                                request -> request.bucket(bucket).key(key))
                        .asByteArrayUnsafe());
            } catch (NoSuchKeyException _) {
                return Optional.empty();
            }
        });
    }

    private static <T> T call(Supplier<T> request) throws InterruptedException {
        try {
            return request.get();
        } catch (SdkException failure) {
            if (Thread.interrupted() || failure instanceof AbortedException) {
                throw new InterruptedException();
            }
            throw new StoreUnavailableException(failure);
        }
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

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
