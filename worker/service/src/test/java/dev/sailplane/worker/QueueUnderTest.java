package dev.sailplane.worker;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobQueue;
import dev.sailplane.worker.job.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of jobs that are words, the workers on it, and what was seen of them. */
public final class QueueUnderTest implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final String topic;
    private final IntFunction<JobQueue> queueOfSlots;
    private final List<JobQueue> queues = new ArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    public QueueUnderTest(EmbeddedBroker broker, String topic, IntFunction<JobQueue> queueOfSlots) {
        this.broker = broker;
        this.topic = topic;
        this.queueOfSlots = queueOfSlots;
    }

    /** Opens a worker; each delivery is seen before it is handled. */
    public JobQueue serve(int slots, JobHandler handler) {
        return serve(queueOfSlots.apply(slots), handler);
    }

    /** The same with this one, which is not open yet. */
    JobQueue serve(JobQueue queue, JobHandler handler) {
        queues.add(queue);
        queue.serve(delivery -> {
            seen.add(text(delivery) + " " + delivery.attempt());
            Settlement settlement = handler.handle(delivery);
            if (settlement != Settlement.RELEASE) {
                settled.incrementAndGet();
            }
            return settlement;
        });
        return queue;
    }

    public void send(String... jobs) {
        sendTo(topic, jobs);
    }

    void sendTo(String line, String... jobs) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String job : jobs) {
                byte[] bytes = job.getBytes(StandardCharsets.UTF_8);
                var _ = producer.send(new ProducerRecord<>(line, bytes, bytes));
            }
        }
    }

    /** Deliveries so far, as "job attempt". */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /** How often a handler accepted or rejected. */
    public int settled() {
        return settled.get();
    }

    /** How often {@link #sleepUntilInterrupted} was. */
    public int interrupted() {
        return interrupted.get();
    }

    /** A job that does not end by itself. */
    public Settlement sleepUntilInterrupted() throws InterruptedException {
        try {
            Thread.sleep(Duration.ofMinutes(10));
        } catch (InterruptedException interruption) {
            interrupted.incrementAndGet();
            throw interruption;
        }
        return Settlement.ACCEPT;
    }

    /** Waits and ignores interruptions. */
    public static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                // on purpose
            }
        }
    }

    public static String text(Delivery delivery) {
        return new String(delivery.message().value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        queues.forEach(JobQueue::close);
    }
}
