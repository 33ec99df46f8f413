package dev.sailplane.worker;

import dev.sailplane.worker.job.JobQueue;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the model is loaded and the job queue has been reached: the one is done before the other. */
@Readiness
final class QueueReadiness implements HealthCheck {
    private final JobQueue queue;

    QueueReadiness(JobQueue queue) {
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("job queue").status(queue.serving()).build();
    }
}
