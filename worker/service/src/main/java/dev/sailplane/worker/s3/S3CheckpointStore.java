package dev.sailplane.worker.s3;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.worker.job.Checkpoint;
import dev.sailplane.worker.job.CheckpointStore;
import dev.sailplane.worker.job.FencedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Checkpoints in a bucket, laid out as {@link ObjectKeys} says, with what is known of them in their metadata. Writes are
 * conditional: If-None-Match where there was none, If-Match on what is replaced.
 *
 * @see <a href="../../../../../../../../../infra/adr/0010-checkpoints-and-fencing.md">decision 0010</a>
 */
public final class S3CheckpointStore implements CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3CheckpointStore.class);
    private static final String ANY = "*";

    private final Bucket bucket;
    private final LongAdder damaged = new LongAdder();

    /** @param client stays the caller's, who closes it */
    public S3CheckpointStore(S3Client client, String bucket) {
        this.bucket = new Bucket(client, bucket);
    }

    @Override
    public Optional<Stored> latest(JobId job) throws InterruptedException {
        return usable(
                ObjectKeys.checkpoint(job),
                object -> CheckpointForm.checkpoint(
                                object.asByteArrayUnsafe(), object.response().metadata())
                        .map(checkpoint ->
                                new Stored(checkpoint, object.response().eTag())));
    }

    @Override
    public Optional<Mark> mark(JobId job) throws InterruptedException {
        return bucket.head(ObjectKeys.checkpoint(job)).map(head -> CheckpointForm.mark(head.metadata(), head.eTag()));
    }

    @Override
    public String save(JobId job, Checkpoint checkpoint, Optional<String> replaced) throws InterruptedException {
        CheckpointForm form = CheckpointForm.of(checkpoint);
        Optional<String> written = bucket.putIf(ObjectKeys.checkpoint(job), form.body(), request -> {
            request.metadata(form.metadata());
            replaced.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch(ANY));
        });
        return written.isPresent() ? written.get() : ownWrite(job, form);
    }

    @Override
    public void forget(JobId job) throws InterruptedException {
        bucket.delete(ObjectKeys.checkpoint(job));
    }

    @Override
    public void keepStep(JobId job, int step, byte[] content) throws InterruptedException {
        Map<String, String> metadata = Map.of(CheckpointForm.SHA256, Bucket.sha256(content));
        bucket.putIf(
                ObjectKeys.step(job, step),
                content,
                request -> request.ifNoneMatch(ANY).metadata(metadata));
    }

    @Override
    public Optional<byte[]> step(JobId job, int step) throws InterruptedException {
        return usable(
                ObjectKeys.step(job, step),
                object -> Optional.of(object.asByteArrayUnsafe())
                        .filter(content ->
                                CheckpointForm.intact(content, object.response().metadata())));
    }

    @Override
    public long damaged() {
        return damaged.sum();
    }

    // A write may have been made though its answer was lost and its repetition refused.
    private String ownWrite(JobId job, CheckpointForm form) throws InterruptedException {
        return bucket.head(ObjectKeys.checkpoint(job))
                .filter(head -> form.wrote(head.metadata()))
                .map(HeadObjectResponse::eTag)
                .orElseThrow(() -> new FencedException("another attempt has written the checkpoint"));
    }

    private <T> Optional<T> usable(String key, Function<ResponseBytes<GetObjectResponse>, Optional<T>> reading)
            throws InterruptedException {
        Optional<ResponseBytes<GetObjectResponse>> object = bucket.read(key, CheckpointForm.MAXIMUM_BYTES);
        Optional<T> content = object.flatMap(reading);
        if (object.isPresent() && content.isEmpty()) {
            damaged.increment();
            LOG.atWarn().addKeyValue("key", key).log("damaged work in progress ignored");
        }
        return content;
    }
}
