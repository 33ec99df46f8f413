package dev.sailplane.worker;

import dev.sailplane.contract.JobId;
import dev.sailplane.worker.job.Cancellations;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of cancellations. All there is to a record is its key, the job: what was decided stands in the bucket. */
@Singleton
final class CancellationFeed {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationFeed.class);

    private final Cancellations cancellations;

    CancellationFeed(Cancellations cancellations) {
        this.cancellations = cancellations;
    }

    /** Takes a record of {@link dev.sailplane.contract.Topics#CANCELLATIONS}; one without a job's id is passed over. */
    @Incoming("cancellations")
    @NonBlocking
    void hear(Record<String, byte[]> message) {
        try {
            cancellations.hear(new JobId(String.valueOf(message.key())));
        } catch (IllegalArgumentException noJob) {
            LOG.atWarn().addKeyValue("reason", noJob.getMessage()).log("a cancellation passed over");
        }
    }
}
