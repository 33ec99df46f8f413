package dev.sailplane.api.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** No requests before the view knows what happened before the start. */
@Readiness
@ApplicationScoped
public class ViewReadiness implements HealthCheck {
    private final CatchUp catchUp;

    /** Asks it. */
    public ViewReadiness(CatchUp catchUp) {
        this.catchUp = catchUp;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("view of jobs").status(catchUp.done()).build();
    }
}
