package dev.sailplane.worker;

import dev.sailplane.worker.job.Cancellations;
import dev.sailplane.worker.job.DeadLetters;
import dev.sailplane.worker.job.JobEvents;
import dev.sailplane.worker.job.JobRequeue;
import dev.sailplane.worker.messaging.KafkaDeadLetters;
import dev.sailplane.worker.messaging.KafkaJobEvents;
import dev.sailplane.worker.messaging.KafkaJobRequeue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Wires what the worker tells and hears to its channels. */
@Singleton
final class Messaging {
    private static final int WAITING = 1_024;

    private final WorkerConfiguration configuration;

    Messaging(WorkerConfiguration configuration) {
        this.configuration = configuration;
    }

    @Produces
    @Singleton
    JobEvents events(
            @Channel("events") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = WAITING)
                    Emitter<byte[]> emitter,
            WorkerName worker) {
        return new KafkaJobEvents(emitter, configuration.events().limit(), worker.value(), InstantSource.system());
    }

    @Produces
    @Singleton
    Cancellations cancellations() {
        return new Cancellations();
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(@Channel("dead-letters") Emitter<byte[]> emitter) {
        return new KafkaDeadLetters(emitter, configuration.events().limit());
    }

    @Produces
    @Singleton
    JobRequeue requeue(@Channel("jobs") Emitter<byte[]> emitter) {
        return new KafkaJobRequeue(emitter, configuration.events().limit());
    }
}
