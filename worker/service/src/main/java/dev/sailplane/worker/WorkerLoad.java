package dev.sailplane.worker;

import dev.sailplane.worker.job.ImageEngine;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code GET /load} on the management port: how long the device has still to work for the jobs this worker holds, so that whoever takes workers
 * away takes the one that loses least: {@code {"worker": "...", "device_seconds_left": 12.5}}.
 */
@Singleton
final class WorkerLoad {
    private static final double ROUNDING = 1_000;

    private final ImageEngine engine;
    private final WorkerName name;

    WorkerLoad(ImageEngine engine, WorkerName name) {
        this.engine = engine;
        this.name = name;
    }

    void route(@Observes ManagementInterface management) {
        management.router().get("/load").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        double seconds = Math.round(engine.secondsLeft() * ROUNDING) / ROUNDING;
        JsonObject load = new JsonObject().put("worker", name.value()).put("device_seconds_left", seconds);
        context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(load.encode())
                .onFailure(context::fail);
    }
}
