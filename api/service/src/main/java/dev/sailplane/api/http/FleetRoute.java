package dev.sailplane.api.http;

import dev.sailplane.api.fleet.FleetWork;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.messaging.CatchUp;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code GET /fleet} on the management port: the work that waits and runs, for whoever decides how many workers there are.
 * Every replica tells the same, as each hears of all jobs; 503 as long as it has yet to hear of those before its start.
 */
@ApplicationScoped
public class FleetRoute {
    private static final double ROUNDING = 1_000;

    private final JobView view;
    private final CatchUp catchUp;

    /** Tells of the view. */
    public FleetRoute(JobView view, CatchUp catchUp) {
        this.view = view;
        this.catchUp = catchUp;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/fleet").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!catchUp.done()) {
            context.response().setStatusCode(503).end().onFailure(context::fail);
            return;
        }
        FleetWork work = view.work();
        JsonObject answer = new JsonObject()
                .put("jobs_queued", work.queuedJobs())
                .put("jobs_running", work.runningJobs())
                .put("device_seconds_queued", rounded(work.queuedDeviceSeconds()))
                .put("device_seconds_running", rounded(work.runningDeviceSeconds()))
                .put("device_seconds", rounded(work.deviceSeconds()));
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(answer.encode())
                .onFailure(context::fail);
    }

    // Upwards: what is left of a job is never nothing.
    private static double rounded(double seconds) {
        return Math.ceil(seconds * ROUNDING) / ROUNDING;
    }
}
