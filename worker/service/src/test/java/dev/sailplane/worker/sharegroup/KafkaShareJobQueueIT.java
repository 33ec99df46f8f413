package dev.sailplane.worker.sharegroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.worker.EmbeddedBroker;
import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.Settlement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class KafkaShareJobQueueIT {
    private static final int LOCK_MILLISECONDS = 2_000;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration CLOSING = Duration.ofSeconds(4);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    private final List<KafkaShareJobQueue> queues = new ArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private String topic = "";

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
        topic = test.getTestMethod().orElseThrow().getName();
        broker.createTopics(List.of(topic));
        broker.lockFor(topic, LOCK_MILLISECONDS);
    }

    @AfterEach
    void closeQueues() {
        queues.forEach(KafkaShareJobQueue::close);
    }

    @Test
    void dealsOutWhatWasSentBeforeTheFirstWorkerCame() {
        send("a", "b", "c");

        serve(delivery -> Settlement.ACCEPT);

        await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactly("a 1", "b 1", "c 1"));
    }

    @Test
    void dealsOutAReleasedJobAgainAndCounts() {
        serve(delivery -> delivery.attempt() < 3 ? Settlement.RELEASE : Settlement.ACCEPT);

        send("a");

        await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactly("a 1", "a 2", "a 3"));
    }

    @Test
    void goesOnAfterARejectedJob() {
        serve(delivery -> text(delivery).equals("bad") ? Settlement.REJECT : Settlement.ACCEPT);

        send("bad", "good");

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(seen).containsExactly("bad 1", "good 1"));
    }

    @Test
    void dealsOutAJobAgainWhoseHandlerFailed() {
        serve(delivery -> {
            if (delivery.attempt() == 1) {
                throw new IllegalStateException("a fault on purpose");
            }
            return Settlement.ACCEPT;
        });

        send("a");

        await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactly("a 1", "a 2"));
    }

    @Test
    void keepsTheLeaseForLongerThanTheLock() {
        JobHandler slow = delivery -> {
            Thread.sleep(LOCK_MILLISECONDS * 3);
            return Settlement.ACCEPT;
        };
        serve(slow);
        serve(slow);

        send("a");
        send("b");

        await().during(Duration.ofMillis(LOCK_MILLISECONDS * 4))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("a 1", "b 1"));
    }

    @Test
    void leavesTheJobToAnotherWhenItStops() {
        CountDownLatch taken = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        KafkaShareJobQueue first = serve(delivery -> {
            taken.countDown();
            return sleepUntilInterrupted(interrupted);
        });
        send("a");
        await().atMost(SOON).until(() -> taken.getCount() == 0);

        first.close();
        assertThat(interrupted).isTrue();
        serve(delivery -> Settlement.ACCEPT);

        await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactly("a 1", "a 2"));
    }

    @Test
    void letsAJobEndThatIsNearlyDoneWhenItStops() {
        AtomicBoolean done = new AtomicBoolean();
        KafkaShareJobQueue queue = serve(delivery -> {
            Thread.sleep(300);
            done.set(true);
            return Settlement.ACCEPT;
        });
        send("a");
        await().atMost(SOON).until(() -> !seen.isEmpty());

        queue.close();

        assertThat(done).isTrue();
    }

    @Test
    void stopsTheHandlerDuringABrokerOutageAndHealsAndIsIdle() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        JobHandler handler = delivery -> interrupted.get() ? Settlement.ACCEPT : sleepUntilInterrupted(interrupted);
        serve(handler);
        serve(handler);
        send("a");
        await().atMost(SOON).until(() -> !seen.isEmpty());

        double busy;
        broker.stop();
        try {
            await().atMost(SOON).untilTrue(interrupted);
            Thread.sleep(CLOSING);
            busy = shareOfACore(Duration.ofSeconds(3));
        } finally {
            broker.start();
        }

        // How often a job was dealt out may be lost with the broker: the second delivery counts as 1 or 2.
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(seen).hasSize(2));
        send("b");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(seen)
                        .hasSize(3)
                        .startsWith("a 1")
                        .endsWith("b 1")
                        .element(1)
                        .isIn("a 1", "a 2"));
        assertThat(busy).as("share of a core during the outage").isLessThan(0.2);
        assertThat(shareOfACore(Duration.ofSeconds(3))).as("and after it").isLessThan(0.2);
    }

    private KafkaShareJobQueue serve(JobHandler handler) {
        KafkaShareJobQueue queue = new KafkaShareJobQueue(
                new ShareQueueSettings(broker.bootstrapServers(), topic, topic, 1, Duration.ofSeconds(1)));
        queues.add(queue);
        queue.serve(delivery -> {
            seen.add(text(delivery) + " " + delivery.attempt());
            return handler.handle(delivery);
        });
        return queue;
    }

    private void send(String... values) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String value : values) {
                var _ = producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static Settlement sleepUntilInterrupted(AtomicBoolean interrupted) throws InterruptedException {
        try {
            Thread.sleep(Duration.ofMinutes(5));
        } catch (InterruptedException interruption) {
            interrupted.set(true);
            throw interruption;
        }
        return Settlement.ACCEPT;
    }

    /** Processor time of the consumers' own threads. */
    private static double shareOfACore(Duration time) throws InterruptedException {
        long before = consumerNanoseconds();
        Thread.sleep(time);
        return (double) (consumerNanoseconds() - before) / time.toNanos();
    }

    private static long consumerNanoseconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("jobs-")
                        || thread.getName().startsWith("consumer_background_thread"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                .sum();
    }

    private static String text(Delivery delivery) {
        return new String(delivery.message().value(), StandardCharsets.UTF_8);
    }
}
