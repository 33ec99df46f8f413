package dev.sailplane.worker.consumergroup;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer, and how far its partitions are done. It is polled ten times a second, however long a job takes, and its
 * partitions are paused while no slot is free. Belongs to one thread.
 *
 * @see <a href="../../../../../../../../../infra/adr/0012-classic-consumer-group.md">decision 0012</a>
 */
final class GroupMember implements AutoCloseable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final ConsumerGroup group;
    private final JobsInHand jobs;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
    private boolean draining;
    private long confirmedAt = System.nanoTime();

    GroupMember(ConsumerGroup group, JobsInHand jobs) {
        this.group = group;
        this.jobs = jobs;
        consumer = new KafkaConsumer<>(group.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(Set.of(group.topic()), this);
    }

    /**
     * Settles what has ended, takes at most one record if a slot is free, and says so to the group.
     *
     * @throws KafkaException when the records in hand may be someone else's; use this object no more, then
     */
    void turn() {
        settleEnded();
        if (full()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            deal(record);
        }
        confirm();
    }

    /** From now on {@link #turn} takes nothing and deals out nothing again. */
    void drain() {
        draining = true;
    }

    /** Whether the group has taken this worker in. */
    boolean joined() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    /** Settles what has ended, commits and leaves the group, so that others get the rest at once. */
    @Override
    public void close() {
        drain();
        settleEnded();
        consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (full()) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        settleEnded();
        jobs.abandon(partitions::contains);
        try {
            commit(partitions);
        } catch (KafkaException failure) {
            LOG.atWarn()
                    .addKeyValue("reason", failure.getMessage())
                    .log("the next worker will not know all that is done");
        }
        ledgers.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        jobs.abandon(partitions::contains);
        ledgers.keySet().removeAll(partitions);
    }

    private boolean full() {
        return draining || jobs.full();
    }

    private void settleEnded() {
        for (RunningJob job : jobs.takeEnded()) {
            OffsetLedger ledger = ledger(job.partition());
            switch (job.settlement()) {
                case ACCEPT, REJECT -> ledger.finish(job.record().offset());
                case RELEASE -> release(job, ledger);
            }
        }
    }

    // The protocol cannot hand a single record back: this worker tries again while the partition is its own.
    private void release(RunningJob job, OffsetLedger ledger) {
        if (!draining) {
            jobs.start(job.record(), ledger.dealAgain(job.record().offset()));
        }
    }

    private void deal(ConsumerRecord<byte[], byte[]> record) {
        OptionalInt attempt =
                ledger(new TopicPartition(record.topic(), record.partition())).deal(record.offset());
        if (attempt.isPresent()) {
            jobs.start(record, attempt.getAsInt());
        }
    }

    private OffsetLedger ledger(TopicPartition partition) {
        return ledgers.computeIfAbsent(partition, _ -> {
            OffsetAndMetadata committed = consumer.committed(Set.of(partition), group.renewalInterval())
                    .get(partition);
            return committed == null ? OffsetLedger.empty() : OffsetLedger.inheriting(committed);
        });
    }

    /** Commits what is new, or now and then all, which the group refuses unless this worker is still of it. */
    private void confirm() {
        Duration unconfirmed = Duration.ofNanos(System.nanoTime() - confirmedAt);
        boolean due = ledgers.isEmpty() || unconfirmed.compareTo(group.renewalInterval()) > 0;
        try {
            commit(ledgers.entrySet().stream()
                    .filter(entry -> due || entry.getValue().dirty())
                    .map(Map.Entry::getKey)
                    .toList());
            confirmedAt = due ? System.nanoTime() : confirmedAt;
        } catch (TimeoutException failure) {
            if (unconfirmed.compareTo(group.session()) > 0) {
                throw new KafkaException("the group was out of reach for a session", failure);
            }
        }
    }

    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.stream()
                .filter(ledgers::containsKey)
                .forEach(partition -> offsets.put(partition, ledger(partition).toCommit()));
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, group.renewalInterval());
            offsets.keySet().forEach(partition -> ledger(partition).committed());
        } catch (RebalanceInProgressException _) {
            LOG.atDebug().log("what is done will be committed after the rebalance");
        }
    }
}
