package dev.sailplane.worker.consumergroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.worker.EmbeddedBroker;
import dev.sailplane.worker.JobQueueContract;
import dev.sailplane.worker.QueueUnderTest;
import dev.sailplane.worker.job.JobQueue;
import dev.sailplane.worker.job.Settlement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class KafkaConsumerGroupJobQueueIT extends JobQueueContract {
    @Override
    protected JobQueue queue(EmbeddedBroker broker, String topic, String group, int slots) {
        return new KafkaConsumerGroupJobQueue(
                new ConsumerGroup(broker.clientSettings(), topic, group, LEASE), slots, GRACE);
    }

    @Test
    void dealsOutNothingDoneAgainThoughAnEarlierJobIsNot() throws Exception {
        JobQueue first = queues().serve(
                        2,
                        delivery -> delivery.attempt() == 1
                                        && QueueUnderTest.text(delivery).equals("long")
                                ? queues().sleepUntilInterrupted()
                                : Settlement.ACCEPT);
        queues().send("long", "a", "b");
        await().atMost(SOON).until(() -> queues().settled() == 2);

        first.close();
        queues().serve(1, delivery -> Settlement.ACCEPT);
        queues().send("c");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(queues().seen()).containsExactly("long 1", "a 1", "b 1", "long 2", "c 1"));
    }

    @Test
    void countsADeliveryOnTheBrokerWhileTheJobIsUnderWay() {
        queues().serve(2, delivery -> queues().sleepUntilInterrupted());

        queues().send("a", "b");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(broker().committed("countsADeliveryOnTheBrokerWhileTheJobIsUnderWay"))
                        .containsValue(new OffsetAndMetadata(0, "sailplane-1 2 0:1 1:1")));
    }

    @Test
    @Tag(TWO_PARTITIONS)
    void stopsTheJobsOfThePartitionThatGoesToANewWorkerAndNoOthers() {
        CountDownLatch end = new CountDownLatch(1);
        String[] jobs = {"a", "b", "c", "d", "e", "f", "g", "h"};
        AtomicInteger stopped = new AtomicInteger();
        queues().serve(jobs.length, delivery -> {
            try {
                end.await();
            } catch (InterruptedException interruption) {
                stopped.incrementAndGet();
                throw interruption;
            }
            return Settlement.ACCEPT;
        });
        queues().send(jobs);
        await().atMost(SOON).until(() -> queues().seen().size() == jobs.length);

        queues().serve(jobs.length, delivery -> Settlement.ACCEPT);

        await().atMost(SOON).until(() -> stopped.get() > 0);
        await().atMost(SOON).until(() -> queues().settled() == stopped.get());
        assertThat(stopped.get()).isLessThan(jobs.length);
        end.countDown();
        await().atMost(SOON).until(() -> queues().settled() == jobs.length);
        assertThat(queues().seen().stream().filter(delivery -> delivery.endsWith(" 2")))
                .hasSize(stopped.get());
        assertThat(queues().seen()).hasSize(jobs.length + stopped.get());
    }
}
