package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot: takes a delivery, has it handled, keeps the lease meanwhile, settles, takes the next. After any trouble
 * with the broker it starts over with a new consumer: one that lived through an outage was seen to be busy for nothing.
 */
final class ShareSlot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ShareSlot.class);
    private static final Counter LOST = Metrics.counter("sailplane.leases", "outcome", "lost");
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LEASE_CHECK = Duration.ofSeconds(1);
    private static final Duration PROMPTLY = Duration.ofMillis(300);

    private final ShareQueueSettings settings;
    private final JobHandler handler;
    private final ShareGroup group;
    private final Draining draining;
    private final Semaphore turn;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
    private @Nullable HandlerThread hand;
    private volatile boolean serving;

    /** @param turn of those that wait for a delivery; one for all slots of the worker */
    ShareSlot(ShareQueueSettings settings, JobHandler handler, ShareGroup group, Draining draining, Semaphore turn) {
        this.settings = settings;
        this.handler = handler;
        this.group = group;
        this.draining = draining;
        this.turn = turn;
    }

    @Override
    public void run() {
        while (!draining.hasBegun()) {
            try {
                group.awaitReady();
                serve();
            } catch (InterruptedException _) {
                return;
            } catch (KafkaException | LeaseLostException outage) {
                LOG.atWarn().addKeyValue("reason", outage.getMessage()).log("a slot is opened anew");
                backoff.pause(draining.beginning());
            } catch (RuntimeException failure) {
                LOG.atError().setCause(failure).log("a slot is opened anew");
                backoff.pause(draining.beginning());
            }
            serving = false;
            awaitHand();
        }
    }

    boolean serving() {
        return serving;
    }

    private void serve() throws InterruptedException {
        try (LeasedRecords records = new LeasedRecords(settings)) {
            serving = true;
            while (!draining.hasBegun()) {
                Optional<Delivery> delivery = next(records);
                if (delivery.isPresent() && !draining.hasBegun()) {
                    work(records, delivery.get());
                    backoff.reset();
                } else if (!records.connected()) {
                    throw new KafkaException("no broker can be reached");
                }
            }
        }
    }

    // One slot at a time asks for a delivery, and goes on asking until it has one. When a worker is killed, the broker
    // frees what it held one connection after the other, and each question that is still open on another connection of
    // the dead takes it again: an attempt a slot, and the broker drops a record after a few. See decision 0016.
    private Optional<Delivery> next(LeasedRecords records) throws InterruptedException {
        if (!turn.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            Optional<Delivery> delivery = Optional.empty();
            while (delivery.isEmpty() && records.connected() && !draining.hasBegun()) {
                delivery = records.take(POLL);
            }
            return delivery;
        } finally {
            turn.release();
        }
    }

    private void work(LeasedRecords records, Delivery delivery) throws InterruptedException {
        HandlerThread worker = new HandlerThread(handler, delivery, draining.endOfGrace());
        hand = worker;
        try {
            while (!worker.endedWithin(LEASE_CHECK) && !draining.isGraceOver()) {
                records.keep();
            }
        } catch (LeaseLostException lost) {
            LOST.increment();
            LOG.atWarn().addKeyValue("attempt", delivery.attempt()).log("lease lost");
            worker.stop();
            throw lost;
        }
        if (draining.isGraceOver()) {
            worker.stop();
        }
        records.settle(worker.settlementWithin(PROMPTLY));
        hand = null;
    }

    // What lost its lease may need a moment to end, and the device is not free before that.
    private void awaitHand() {
        if (hand != null) {
            hand.awaitEndOrBell();
            hand = null;
        }
    }
}
