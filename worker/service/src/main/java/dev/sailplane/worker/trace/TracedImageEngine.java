package dev.sailplane.worker.trace;

import dev.sailplane.worker.job.DrawnImages;
import dev.sailplane.worker.job.EngineListener;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.ImageOrder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.CancellationException;

/** Each drawing as a span, within what the calling thread works at. */
public final class TracedImageEngine implements ImageEngine {
    private static final double MILLISECONDS = 1_000;

    private final ImageEngine engine;
    private final Tracer tracer;

    /** Has it drawn by that one. */
    public TracedImageEngine(ImageEngine engine, Tracer tracer) {
        this.engine = engine;
        this.tracer = tracer;
    }

    @Override
    public void prepare(String model) throws InterruptedException {
        engine.prepare(model);
    }

    @Override
    public DrawnImages draw(ImageOrder order, EngineListener listener) throws InterruptedException {
        Span span = tracer.spanBuilder("draw")
                .setAttribute("sailplane.model", order.model())
                .setAttribute("sailplane.resumed", order.checkpoint().isPresent())
                .startSpan();
        try {
            DrawnImages drawn = engine.draw(order, listener);
            span.setAttribute("sailplane.images", drawn.pictures().size());
            span.setAttribute("sailplane.device.seconds", drawn.deviceTime().toMillis() / MILLISECONDS);
            return drawn;
        } catch (CancellationException stopped) {
            span.setAttribute("sailplane.stopped", true);
            throw stopped;
        } catch (InterruptedException | RuntimeException failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            throw failure;
        } finally {
            span.end();
        }
    }

    @Override
    public double secondsLeft() {
        return engine.secondsLeft();
    }

    @Override
    public void close() {
        engine.close();
    }
}
