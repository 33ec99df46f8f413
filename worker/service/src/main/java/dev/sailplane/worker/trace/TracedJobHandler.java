package dev.sailplane.worker.trace;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.RawMessage;
import dev.sailplane.worker.job.Settlement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Each delivery as a span of its job's trace, which the message's {@code traceparent} names (W3C Trace Context). What
 * another handler says and does is left as it is; of failures the kind is told, their messages may quote what they failed
 * of.
 */
public final class TracedJobHandler implements JobHandler {
    private static final TextMapGetter<Map<String, byte[]>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, byte[]> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, byte[]> headers, String name) {
            byte[] value = headers == null ? null : headers.get(name);
            return value == null ? null : new String(value, StandardCharsets.UTF_8);
        }
    };

    private final JobHandler handler;
    private final Tracer tracer;

    /** Has them handled by that one. */
    public TracedJobHandler(JobHandler handler, Tracer tracer) {
        this.handler = handler;
        this.tracer = tracer;
    }

    @Override
    public Settlement handle(Delivery delivery) throws InterruptedException {
        RawMessage message = delivery.message();
        Span span = tracer.spanBuilder("job")
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), message.headers(), HEADERS))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("sailplane.job.id", new String(message.key(), StandardCharsets.UTF_8))
                .setAttribute("sailplane.delivery", delivery.attempt())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            Settlement settlement = handler.handle(delivery);
            span.setAttribute("sailplane.settlement", settlement.name());
            return settlement;
        } catch (InterruptedException | RuntimeException failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            throw failure;
        } finally {
            span.end();
        }
    }
}
