package dev.sailplane.worker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.worker.S3Server;
import dev.sailplane.worker.job.Checkpoint;
import dev.sailplane.worker.job.CheckpointStore;
import dev.sailplane.worker.job.CheckpointStoreContract;
import dev.sailplane.worker.job.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Timeout(60)
final class S3CheckpointStoreIT extends CheckpointStoreContract {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;
    private static S3CheckpointStore store;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(folder);
        client = server.client();
        store = new S3CheckpointStore(client, S3Server.BUCKET);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }

    @Override
    protected void damage(JobId job) {
        HeadObjectResponse head =
                client.headObject(request -> request.bucket(S3Server.BUCKET).key(ObjectKeys.checkpoint(job)));
        put(job, new byte[40], head.metadata());
    }

    @Test
    void ignoresWhatIsTooLarge() throws Exception {
        store.save(job, checkpoint(1, 1), Optional.empty());
        String intact = Bucket.sha256(new byte[Checkpoint.MAXIMUM_BYTES + 1]);
        put(job, new byte[CheckpointForm.MAXIMUM_BYTES + 1], Map.of(CheckpointForm.SHA256, intact));

        assertThat(store.latest(job)).isEmpty();
    }

    @Test
    void takesItsOwnWriteThatWasReportedAsRefusedForMade() throws Exception {
        CheckpointStore misled = new S3CheckpointStore(reportingWritesAsRefused(), S3Server.BUCKET);

        String first = misled.save(job, checkpoint(1, 1), Optional.empty());
        String second = misled.save(job, checkpoint(2, 1), Optional.of(first));

        assertThat(store.mark(job).orElseThrow().version()).isEqualTo(second);
        assertThat(content()).containsExactly(2);
    }

    @Test
    void takesNoAbsentBucketForARefusal() {
        CheckpointStore elsewhere = new S3CheckpointStore(client, "no-such-bucket");

        assertThatThrownBy(() -> elsewhere.save(job, checkpoint(1, 1), Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void tellsInTheMetadataWhatIsKnown() throws Exception {
        store.save(job, checkpoint(9, 2), Optional.empty());

        HeadObjectResponse head =
                client.headObject(request -> request.bucket(S3Server.BUCKET).key(ObjectKeys.checkpoint(job)));

        assertThat(head.metadata())
                .containsEntry("attempt", "2")
                .containsEntry("moved-by", "2")
                .containsEntry("steps", "9")
                .containsKeys("sha256", "device-seconds");
    }

    @Test
    void keepsNothingLargerThanItWouldRead() {
        assertThatThrownBy(
                        () -> new Checkpoint(new byte[Checkpoint.MAXIMUM_BYTES + 1], 1, 1, 1, java.time.Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void put(JobId job, byte[] object, Map<String, String> metadata) {
        client.putObject(
                request -> request.bucket(S3Server.BUCKET)
                        .key(ObjectKeys.checkpoint(job))
                        .metadata(metadata),
                RequestBody.fromBytes(object));
    }

    /** As it looks when the answer to a write is lost and the client repeats it. */
    private static S3Client reportingWritesAsRefused() {
        return (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(client, arguments);
                        if (method.getName().equals("putObject")) {
                            throw S3Exception.builder().statusCode(412).build();
                        }
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
