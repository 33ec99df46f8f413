package dev.sailplane.worker.sharegroup;

import static org.awaitility.Awaitility.await;

import dev.sailplane.worker.EmbeddedBroker;
import dev.sailplane.worker.QueueUnderTest;
import dev.sailplane.worker.job.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that gives its workers no more rights than they need. */
class ShareGroupRightsIT {
    private static final String TOPIC = "jobs";
    private static final String GROUP = "workers";

    @TempDir
    private Path folder;

    @Test
    void aGroupWhoseSettingsAreTheOperatorsIsServedAllTheSame() throws Exception {
        Map<String, String> rights = Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "true");
        try (EmbeddedBroker broker = new EmbeddedBroker(folder, rights)) {
            broker.createTopics(Set.of(TOPIC));
            broker.set(GROUP, "share.auto.offset.reset", "earliest");
            broker.letJoinAlone(GROUP);
            try (QueueUnderTest queue = new QueueUnderTest(
                    broker,
                    TOPIC,
                    slots -> new KafkaShareJobQueue(new ShareQueueSettings(
                            broker.clientSettings(), TOPIC, GROUP, slots, Duration.ofSeconds(2))))) {
                queue.send("first");
                queue.serve(1, _ -> Settlement.ACCEPT);

                await().atMost(Duration.ofSeconds(30)).until(() -> queue.seen().contains("first 1"));
            }
        }
    }
}
