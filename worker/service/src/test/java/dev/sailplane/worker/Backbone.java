package dev.sailplane.worker;

import dev.sailplane.contract.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a store for tests of the whole worker. */
public final class Backbone implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedBroker broker;
    private @Nullable S3Server store;

    @Override
    public Map<String, String> start() {
        try {
            Path folder =
                    Files.createTempDirectory(Path.of("target"), "backbone").toAbsolutePath();
            EmbeddedBroker kafka = new EmbeddedBroker(folder.resolve("kafka"));
            broker = kafka;
            kafka.createTopics(
                    List.of(Topics.JOBS, Topics.BATCH_JOBS, Topics.EVENTS, Topics.CANCELLATIONS, Topics.DEAD_LETTERS));
            S3Server s3 = new S3Server(Files.createDirectories(folder.resolve("s3")));
            store = s3;
            System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
            System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
            return Map.of(
                    "kafka.bootstrap.servers",
                    kafka.bootstrapServers(),
                    "sailplane.worker.store.endpoint",
                    s3.endpoint().toString(),
                    "sailplane.worker.store.bucket",
                    S3Server.BUCKET,
                    "sailplane.worker.attempts.pause",
                    "100ms",
                    "quarkus.http.test-port",
                    "0");
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        if (store != null) {
            store.close();
        }
    }
}
