package dev.sailplane.devstack;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of the stack as tests see it: all of its records, each time anew. */
record Topic(String bootstrapServers, String name) {
    /** Everything in it now. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        Map<String, Object> settings = Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(name, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** Waits for the first event of a kind. */
    <E extends JobEvent> E awaitEvent(Class<E> kind, Predicate<E> wanted) {
        return await().atMost(RunningStack.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> records().stream()
                                .map(record -> Messages.read(headers(record), record.value())
                                        .data())
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .filter(wanted)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    void send(byte[] value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name, value)).get();
        }
    }

    static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
