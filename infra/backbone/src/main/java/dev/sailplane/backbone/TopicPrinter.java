package dev.sailplane.backbone;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints what a topic holds at this moment, a line of JSON a record: {@code {"headers": {...}, "value": "..."}}. For whoever
 * wants to read a topic and does not link Kafka.
 *
 * <p>Arguments: the broker's address, the topic.
 */
public final class TopicPrinter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private TopicPrinter() {}

    /** Prints and ends; with a failure when the broker is silent for half a minute. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        try (Writer out = new BufferedWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
                var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(arguments[1], 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long deadline = System.nanoTime() + SILENCE.toNanos();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    out.write(line(record));
                    deadline = System.nanoTime() + SILENCE.toNanos();
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("the broker is silent");
                }
            }
        }
        // Loggers and the like may keep threads.
        System.exit(0);
    }

    private static String line(ConsumerRecord<String, String> record) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        ObjectNode line = JSON.createObjectNode();
        line.set("headers", JSON.valueToTree(headers));
        return JSON.writeValueAsString(line.put("value", record.value())) + System.lineSeparator();
    }
}
