package dev.sailplane.worker.job;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a queue makes of a handler's end, whichever way it ends. */
public final class HandledDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(HandledDelivery.class);
    private static final Duration PAUSE_AFTER_A_FAULT = Duration.ofSeconds(1);

    private HandledDelivery() {}

    /**
     * Has a delivery handled on the calling thread. A handler that is interrupted or throws leaves it to others; after an
     * exception only when a moment has gone by.
     */
    public static Settlement settlement(JobHandler handler, Delivery delivery) {
        try {
            return handler.handle(delivery);
        } catch (InterruptedException _) {
            return Settlement.RELEASE;
        } catch (Throwable fault) {
            LOG.atError()
                    .setCause(fault)
                    .addKeyValue("attempt", delivery.attempt())
                    .log("the job's handler failed");
            pause();
            return Settlement.RELEASE;
        }
    }

    // Without it the few deliveries that the broker grants would be gone in no time.
    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_A_FAULT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
