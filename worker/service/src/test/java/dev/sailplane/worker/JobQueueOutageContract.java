package dev.sailplane.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobQueue;
import dev.sailplane.worker.job.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What any {@link JobQueue} does while the broker is away: with the locks and sessions of a worker in earnest, for 30
 * seconds or as many as the system property {@value #SECONDS} says.
 */
@Timeout(900)
public abstract class JobQueueOutageContract {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueueOutageContract.class);
    private static final String SECONDS = "sailplane.test.outage-seconds";
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger(SECONDS, 30));
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(60);
    private static final String TOPIC = "outage";
    private static final int SLOTS = 8;
    private static final int LOCK_MILLISECONDS = 15_000;

    @TempDir
    static Path folder;

    private final Set<String> done = ConcurrentHashMap.newKeySet();

    /** A queue as in earnest on the topic, its group of the same name. */
    protected abstract JobQueue queue(EmbeddedBroker broker, String topic, int slots);

    @Test
    void healsUnaidedLosesNothingAndIsIdleMeanwhile() throws Exception {
        try (EmbeddedBroker broker = new EmbeddedBroker(folder);
                QueueUnderTest queues = new QueueUnderTest(broker, TOPIC, slots -> queue(broker, TOPIC, slots))) {
            broker.createTopics(List.of(TOPIC));
            broker.lockFor(TOPIC, LOCK_MILLISECONDS);
            JobQueue queue = queues.serve(SLOTS, delivery -> work(queues, delivery));
            queues.send("held 1", "held 2", "held 3", "ends 1", "ends 2", "short 1", "short 2");
            await().atMost(SOON).until(() -> queues.seen().size() == 7 && done.size() == 2);
            Thread.sleep(Duration.ofSeconds(1)); // what is done is settled, too

            broker.stop();
            double busy = ClientThreads.shareOfACore(OUTAGE);
            broker.start();
            Instant back = Instant.now();

            await().atMost(HEALED_WITHIN).until(() -> done.size() == 7);
            Duration healed = Duration.between(back, Instant.now());
            LOG.atInfo()
                    .addKeyValue("outageSeconds", OUTAGE.toSeconds())
                    .addKeyValue("healedMilliseconds", healed.toMillis())
                    .addKeyValue("percentOfACore", Math.round(1_000 * busy) / 10.0)
                    .addKeyValue("deliveries", queues.seen())
                    .log("outage survived");
            assertThat(busy).as("share of a core during the outage").isLessThan(0.3);
            assertIdleAndWhole(queues, queue);
        }
    }

    /** What was done before the outage stays done, what was under way came once more, and there is no more to do. */
    private static void assertIdleAndWhole(QueueUnderTest queues, JobQueue queue) throws Exception {
        queues.send("short 3");
        await().atMost(SOON)
                .until(() -> queue.serving() && queues.seen().stream().anyMatch("short 3 1"::equals));
        assertThat(ClientThreads.shareOfACore(Duration.ofSeconds(5)))
                .as("share of a core afterwards")
                .isLessThan(0.3);
        assertThat(queues.seen())
                .filteredOn(delivery -> delivery.startsWith("short"))
                .hasSize(3);
        assertThat(queues.seen())
                .filteredOn(delivery -> delivery.startsWith("held"))
                .hasSize(6);
        assertThat(queues.seen())
                .filteredOn(delivery -> delivery.startsWith("ends"))
                .hasSizeBetween(2, 4);
    }

    // Those that "end" do so in the midst of the outage, when nobody can be told.
    private Settlement work(QueueUnderTest queues, Delivery delivery) throws InterruptedException {
        String job = QueueUnderTest.text(delivery);
        boolean first =
                queues.seen().stream().filter(seen -> seen.startsWith(job)).count() == 1;
        if (first && job.startsWith("held")) {
            queues.sleepUntilInterrupted();
        }
        if (first && job.startsWith("ends")) {
            Thread.sleep(Duration.ofSeconds(6));
        }
        done.add(job);
        return Settlement.ACCEPT;
    }
}
