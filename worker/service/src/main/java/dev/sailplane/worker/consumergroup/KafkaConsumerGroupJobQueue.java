package dev.sailplane.worker.consumergroup;

import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job queue on a classic consumer group, for Kafka before 4.2: each partition is one worker's, who holds as many of
 * its records at a time as there are slots.
 *
 * @see <a href="../../../../../../../../../infra/adr/0012-classic-consumer-group.md">decision 0012</a>
 */
public final class KafkaConsumerGroupJobQueue implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConsumerGroupJobQueue.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PROMPTLY = Duration.ofMillis(300);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final ConsumerGroup group;
    private final int slots;
    private final Duration shutdownGrace;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile boolean serving;

    /**
     * A queue that is not open yet.
     *
     * @param slots deliveries held at a time, 1 to 200: what is known of them must fit into a commit
     * @param shutdownGrace how long a handler may go on when the worker stops
     */
    public KafkaConsumerGroupJobQueue(ConsumerGroup group, int slots, Duration shutdownGrace) {
        if (slots < 1 || slots > 200) {
            throw new IllegalArgumentException(
                    "a worker has 1 to 200 slots for %s, not %d".formatted(group.topic(), slots));
        }
        this.group = group;
        this.slots = slots;
        this.shutdownGrace = shutdownGrace;
    }

    /** Joins the group; once for each queue. */
    @Override
    public synchronized void serve(JobHandler handler) {
        JobsInHand jobs = new JobsInHand(handler, slots);
        thread = Thread.ofPlatform().name("jobs").start(() -> run(jobs));
    }

    @Override
    public boolean serving() {
        return serving;
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        try {
            if (thread != null) {
                thread.join(shutdownGrace.plus(CLOSE_LIMIT));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(JobsInHand jobs) {
        Duration pause = Duration.ZERO;
        while (!closesWithin(pause)) {
            try (GroupMember member = new GroupMember(group, jobs)) {
                takeTurns(member, jobs);
            } catch (KafkaException trouble) {
                LOG.atWarn().addKeyValue("reason", trouble.getMessage()).log("the job queue is opened anew");
            } catch (RuntimeException failure) {
                LOG.atError().setCause(failure).log("the job queue is opened anew");
            }
            serving = false;
            pause = PAUSE;
        }
    }

    private void takeTurns(GroupMember member, JobsInHand jobs) {
        try {
            while (closing.getCount() > 0) {
                member.turn();
                serving = member.joined();
            }
            serving = false;
            member.drain();
            Instant end = Instant.now().plus(shutdownGrace);
            while (jobs.anyOfOurs() && Instant.now().isBefore(end)) {
                member.turn();
            }
            jobs.stop(PROMPTLY);
        } catch (RuntimeException trouble) {
            jobs.abandon(_ -> true); // before the consumer is closed, which would commit them
            throw trouble;
        }
    }

    private boolean closesWithin(Duration limit) {
        try {
            return closing.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }
}
