package dev.sailplane.worker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.worker.S3Server;
import dev.sailplane.worker.job.ImageStore;
import dev.sailplane.worker.job.Patience;
import dev.sailplane.worker.job.PatientImageStore;
import dev.sailplane.worker.job.PermanentFailureException;
import dev.sailplane.worker.job.Picture;
import dev.sailplane.worker.job.StoreUnavailableException;
import dev.sailplane.worker.job.TestJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(60)
final class S3ImageStoreIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;
    private static S3ImageStore store;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(folder);
        client = server.client();
        store = new S3ImageStore(client, S3Server.BUCKET);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void keepsAPictureAndDescribesIt() throws Exception {
        JobId job = new JobId("01jd000000000000000000000a");

        OutputImage output = store.keep(job, 0, new Picture(64, 64, OutputFormat.PNG, new byte[] {1, 2, 3}));

        assertThat(output)
                .isEqualTo(new OutputImage(
                        0,
                        ObjectKeys.output(job, 0, OutputFormat.PNG),
                        64,
                        64,
                        3,
                        "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"));
        assertThat(store.source(output.objectKey())).containsExactly(1, 2, 3);
    }

    @Test
    void describesThePictureThatLayThereBefore() throws Exception {
        JobId job = new JobId("01jd000000000000000000000b");
        store.keep(job, 0, new Picture(64, 64, OutputFormat.PNG, new byte[] {1, 2, 3}));

        OutputImage output = store.keep(job, 0, new Picture(64, 64, OutputFormat.PNG, new byte[] {4}));

        assertThat(output.bytes()).isEqualTo(3);
        assertThat(store.source(output.objectKey())).containsExactly(1, 2, 3);
    }

    @Test
    void letsTheFirstWordBeTheLast() throws Exception {
        JobManifest first = new JobManifest(TestJobs.job(), new JobEvent.Canceled(TestJobs.ID, NOW));
        JobManifest second = new JobManifest(TestJobs.job(), new JobEvent.Canceled(TestJobs.ID, NOW.plusSeconds(1)));

        assertThat(store.lastWord(TestJobs.ID)).isEmpty();
        assertThat(store.conclude(first)).isEqualTo(first);
        assertThat(store.conclude(second)).isEqualTo(first);
        assertThat(store.lastWord(TestJobs.ID)).contains(first);
    }

    @Test
    void keepsALossyFormatUnderItsNameAndType() throws Exception {
        JobId job = new JobId("01jd000000000000000000000d");

        String key = store.keep(job, 0, new Picture(64, 64, OutputFormat.WEBP, new byte[] {1}))
                .objectKey();

        assertThat(key).endsWith("/output/0.webp");
        assertThat(client.headObject(request -> request.bucket(S3Server.BUCKET).key(key))
                        .contentType())
                .isEqualTo("image/webp");
    }

    @Test
    void putsAPreviewInThePlaceOfTheLastOne() throws Exception {
        JobId job = new JobId("01jd000000000000000000000e");

        store.preview(job, 0, new byte[] {1});
        String key = store.preview(job, 0, new byte[] {2});

        assertThat(key).isEqualTo(ObjectKeys.preview(job, 0));
        assertThat(store.source(key)).containsExactly(2);
    }

    @Test
    void forgetsACanceledJobsPictures() throws Exception {
        Job job = TestJobs.job(new JobId("01jd000000000000000000000c"), TestJobs.input(2, Optional.empty()));
        OutputImage output = store.keep(job.id(), 0, new Picture(64, 64, OutputFormat.PNG, new byte[] {1}));

        store.forget(job); // the second picture was never drawn

        assertThatThrownBy(() -> store.source(output.objectKey())).isInstanceOf(PermanentFailureException.class);
    }

    @Test
    void saysThatAMissingSourceIsForEver() {
        assertThatThrownBy(() -> store.source("jobs/none/input/image.png"))
                .isInstanceOf(PermanentFailureException.class);
    }

    @Test
    void saysThatAnAbsentStoreMayComeBackAndItDoes() throws Exception {
        client.putObject(request -> request.bucket(S3Server.BUCKET).key("kept"), RequestBody.fromString("kept"));
        ImageStore patient = new PatientImageStore(
                store, new Patience(Duration.ofSeconds(30), Duration.ofMillis(200), InstantSource.system()));

        server.stop();
        assertThatThrownBy(() -> store.source("kept")).isInstanceOf(StoreUnavailableException.class);
        Thread restart = Thread.ofVirtual().start(S3ImageStoreIT::restart);

        assertThat(patient.source("kept")).asString().isEqualTo("kept");
        restart.join();
    }

    private static void restart() {
        try {
            Thread.sleep(1_000);
            server.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
