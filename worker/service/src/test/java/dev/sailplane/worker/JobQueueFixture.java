package dev.sailplane.worker;

import dev.sailplane.worker.job.JobQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker for all tests of a class, and a topic of its own for each test. */
@Timeout(90)
public abstract class JobQueueFixture {
    protected static final Duration SOON = Duration.ofSeconds(20);
    protected static final Duration AT_ONCE = Duration.ofSeconds(6);
    protected static final Duration GRACE = Duration.ofSeconds(1);

    /** How long a lease lasts unless it is renewed. */
    protected static final Duration LEASE = Duration.ofSeconds(2);

    /** Tag of tests that are about several partitions. */
    protected static final String TWO_PARTITIONS = "two-partitions";

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    private QueueUnderTest queues;

    /** A queue on the topic, with a lease of {@link #LEASE}, a grace of {@link #GRACE}. */
    protected abstract JobQueue queue(EmbeddedBroker broker, String topic, String group, int slots);

    protected final EmbeddedBroker broker() {
        return broker;
    }

    protected final QueueUnderTest queues() {
        return queues;
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new EmbeddedBroker(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        String topic = test.getTestMethod().orElseThrow().getName();
        broker.createTopics(List.of(topic), test.getTags().contains(TWO_PARTITIONS) ? 2 : 1);
        broker.lockFor(topic, (int) LEASE.toMillis());
        queues = new QueueUnderTest(broker, topic, slots -> queue(broker, topic, topic, slots));
    }

    @AfterEach
    void closeQueues() {
        queues.close();
    }

    static String[] jobs(int count) {
        return IntStream.range(0, count).mapToObj(index -> "job-" + index).toArray(String[]::new);
    }

    static String[] attempts(String[] jobs, int attempt) {
        return IntStream.range(0, jobs.length)
                .mapToObj(index -> jobs[index] + " " + attempt)
                .toArray(String[]::new);
    }
}
