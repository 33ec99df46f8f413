package dev.sailplane.worker;

import dev.sailplane.worker.job.Drain;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.JobQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start: load the model, then open the queue. Stop: save and release the jobs under way by closing the queue, then give
 * the device back.
 */
@Singleton
final class WorkerLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
    private static final int BEFORE_THE_CHANNELS_CLOSE = 1;

    private final WorkerConfiguration configuration;
    private final ImageEngine engine;
    private final JobQueue queue;
    private final JobHandler handler;
    private final Drain drain;

    WorkerLifecycle(
            WorkerConfiguration configuration, ImageEngine engine, JobQueue queue, JobHandler handler, Drain drain) {
        this.drain = drain;
        this.configuration = configuration;
        this.engine = engine;
        this.queue = queue;
        this.handler = handler;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        String model = configuration.engine().model();
        engine.prepare(model);
        LOG.atInfo().addKeyValue("model", model).log("model loaded");
        queue.serve(handler);
    }

    void stop(@Observes @Priority(BEFORE_THE_CHANNELS_CLOSE) ShutdownEvent event) {
        drain.begin();
        queue.close();
        engine.close();
    }
}
