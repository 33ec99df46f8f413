package dev.sailplane.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobLines;
import dev.sailplane.worker.job.JobQueue;
import dev.sailplane.worker.job.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What any {@link JobQueue} promises, on a real broker. Nothing is promised about the order. */
public abstract class JobQueueContract extends JobQueueFixture {
    @Test
    void dealsOutOnceWhatWasSentBeforeTheFirstWorkerCame() {
        String[] jobs = jobs(20);
        queues().send(jobs);

        queues().serve(4, delivery -> Settlement.ACCEPT);

        await().atMost(SOON).until(() -> queues().seen().size() >= jobs.length);
        await().during(LEASE)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(queues().seen()).containsExactlyInAnyOrder(attempts(jobs, 1)));
    }

    @Test
    void holdsAsManyAtOnceAsThereAreSlots() {
        CountDownLatch end = new CountDownLatch(1);
        queues().send(jobs(5));

        queues().serve(3, delivery -> {
            end.await();
            return Settlement.ACCEPT;
        });

        await().atMost(SOON).until(() -> queues().seen().size() == 3);
        await().during(LEASE).atMost(SOON).until(() -> queues().seen().size() == 3);
        end.countDown();
        await().atMost(SOON).until(() -> queues().seen().size() == 5);
    }

    @Test
    void takesAnInteractiveJobThoughBatchJobsFillAllTheirSlots(TestInfo test) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        String batch = serveTwoLines(test, 2, delivery -> {
            if (QueueUnderTest.text(delivery).startsWith("batch")) {
                end.await();
            }
            return Settlement.ACCEPT;
        });
        queues().sendTo(batch, "batch 1", "batch 2", "batch 3", "batch 4");
        await().atMost(SOON).until(() -> queues().seen().size() == 2);

        queues().send(jobs(3));

        await().atMost(SOON).until(() -> queues().settled() == 3);
        assertThat(queues().seen()).hasSize(5).contains(attempts(jobs(3), 1));
        end.countDown();
        await().atMost(SOON).until(() -> queues().settled() == 7);
    }

    @Test
    void takesBatchJobsThoughNoInteractiveOneWaits(TestInfo test) throws Exception {
        String batch = serveTwoLines(test, 2, delivery -> Settlement.ACCEPT);

        queues().sendTo(batch, jobs(6));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(queues().seen()).containsExactlyInAnyOrder(attempts(jobs(6), 1)));
    }

    @Test
    void refillsAFreedSlotWhileOthersAreHeld() {
        CountDownLatch end = new CountDownLatch(1);
        queues().serve(3, delivery -> {
            if (QueueUnderTest.text(delivery).startsWith("long")) {
                end.await();
            }
            return Settlement.ACCEPT;
        });
        queues().send("long 1", "long 2");
        await().atMost(SOON).until(() -> queues().seen().size() == 2);

        Instant before = Instant.now();
        queues().send(jobs(6));

        await().atMost(SOON).until(() -> queues().seen().size() == 8);
        assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
        end.countDown();
    }

    @Test
    void keepsALongJobWithOneWorker() {
        for (int worker = 0; worker < 2; worker++) {
            queues().serve(2, delivery -> {
                Thread.sleep(LEASE.multipliedBy(3));
                return Settlement.ACCEPT;
            });
        }

        queues().send("a", "b");

        await().atMost(SOON).until(() -> queues().settled() == 2);
        await().during(LEASE)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(queues().seen()).containsExactlyInAnyOrder("a 1", "b 1"));
    }

    @Test
    void dealsOutAReleasedJobAgainAndCounts() {
        queues().serve(1, delivery -> delivery.attempt() < 3 ? Settlement.RELEASE : Settlement.ACCEPT);

        queues().send("a");

        await().atMost(SOON).untilAsserted(() -> assertThat(queues().seen()).containsExactly("a 1", "a 2", "a 3"));
    }

    @Test
    void neverDealsOutARejectedJobAgain() {
        JobQueue first = queues().serve(
                        1,
                        delivery ->
                                QueueUnderTest.text(delivery).equals("bad") ? Settlement.REJECT : Settlement.ACCEPT);
        queues().send("bad", "good");
        await().atMost(SOON).until(() -> queues().settled() == 2);
        first.close();

        queues().serve(1, delivery -> Settlement.ACCEPT);
        queues().send("last");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(queues().seen()).containsExactly("bad 1", "good 1", "last 1"));
    }

    @Test
    void dealsOutAJobAgainWhoseHandlerFailed() {
        queues().serve(1, delivery -> {
            if (delivery.attempt() == 1) {
                throw new IllegalStateException("a fault on purpose");
            }
            return Settlement.ACCEPT;
        });

        queues().send("a");

        await().atMost(SOON).untilAsserted(() -> assertThat(queues().seen()).containsExactly("a 1", "a 2"));
    }

    @Test
    void leavesAllThatItHoldsToAnotherAtOnceWhenItCloses() {
        int slots = 8;
        String[] jobs = jobs(slots);
        CountDownLatch taken = new CountDownLatch(slots);
        JobQueue first = queues().serve(slots, delivery -> {
            taken.countDown();
            return queues().sleepUntilInterrupted();
        });
        queues().send(jobs);
        await().atMost(SOON).until(() -> taken.getCount() == 0);
        queues().serve(slots, delivery -> Settlement.ACCEPT);

        Instant before = Instant.now();
        first.close();
        Duration closing = Duration.between(before, Instant.now());

        await().atMost(AT_ONCE).until(() -> queues().settled() == slots);
        assertThat(queues().seen()).hasSize(2 * slots).contains(attempts(jobs, 2));
        assertThat(queues().interrupted()).isEqualTo(slots);
        assertThat(closing).isLessThan(GRACE.plus(AT_ONCE));
    }

    @Test
    void closesThoughAHandlerIsDeafAndLeavesItsJobToAnother() {
        CountDownLatch end = new CountDownLatch(1);
        JobQueue first = queues().serve(2, delivery -> {
            QueueUnderTest.awaitWhateverComes(end);
            return Settlement.ACCEPT;
        });
        queues().send("a", "b");
        await().atMost(SOON).until(() -> queues().seen().size() == 2);

        Instant before = Instant.now();
        first.close();
        assertThat(Duration.between(before, Instant.now())).isLessThan(GRACE.plus(AT_ONCE));
        queues().serve(2, delivery -> Settlement.ACCEPT);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(queues().seen()).containsExactlyInAnyOrder("a 1", "b 1", "a 2", "b 2"));
        end.countDown();
    }

    @Test
    void letsAJobEndThatIsNearlyDoneWhenItClosesAndTakesNoOther() {
        JobQueue queue = queues().serve(1, delivery -> {
            Thread.sleep(GRACE.dividedBy(2));
            return Settlement.ACCEPT;
        });
        queues().send("a", "b");
        await().atMost(SOON).until(() -> !queues().seen().isEmpty());

        queue.close();

        assertThat(queues().seen()).containsExactly("a 1");
        assertThat(queues().settled()).isEqualTo(1);
        queues().serve(1, delivery -> Settlement.ACCEPT);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(queues().seen())
                        .hasSize(2)
                        .element(1)
                        .asString()
                        .startsWith("b"));
    }

    @Test
    void interruptsTheHandlerWhenTheLeaseIsLost() {
        JobQueue queue = queues().serve(
                        1,
                        delivery -> queues().interrupted() > 0 ? Settlement.ACCEPT : queues().sleepUntilInterrupted());
        queues().send("a");
        await().atMost(SOON).until(() -> !queues().seen().isEmpty());
        assertThat(queue.serving()).isTrue();

        broker().stop();
        try {
            await().atMost(SOON).until(() -> queues().interrupted() == 1);
        } finally {
            broker().start();
        }

        await().atMost(SOON.multipliedBy(2)).until(() -> queues().settled() == 1);
        assertThat(queues().seen()).hasSize(2).allMatch(delivery -> delivery.startsWith("a "));
        await().atMost(SOON).until(queue::serving);
    }

    @Test
    void closesWhileTheBrokerIsAway() {
        JobQueue queue = queues().serve(4, delivery -> queues().sleepUntilInterrupted());
        queues().send("a", "b");
        await().atMost(SOON).until(() -> queues().seen().size() == 2);

        broker().stop();
        Instant before = Instant.now();
        try {
            queue.close();
        } finally {
            broker().start();
        }

        assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE.multipliedBy(2));
        assertThat(queues().interrupted()).isEqualTo(2);
        queues().serve(4, delivery -> Settlement.ACCEPT);
        await().atMost(SOON.multipliedBy(2)).until(() -> queues().settled() == 2);
    }

    /** Opens a worker on the topic and another beside it, of as many slots each; returns the other's name. */
    private String serveTwoLines(TestInfo test, int slots, JobHandler handler) throws Exception {
        String topic = test.getTestMethod().orElseThrow().getName();
        String other = topic + "-batch";
        broker().createTopics(List.of(other));
        queues().serve(
                        new JobLines(queue(broker(), topic, topic, slots), queue(broker(), other, topic, slots)),
                        handler);
        return other;
    }
}
