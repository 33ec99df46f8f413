package dev.sailplane.api.trace;

import dev.sailplane.contract.Job;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The spans that a job gets here besides those of HTTP and S3. While no traces are taken, a job's trace is what its caller
 * sent. Safe for use by many threads.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 * @see <a href="../../../../../../../../../infra/adr/0020-one-trace-a-job.md">Decision 0020</a>
 */
@ApplicationScoped
public class JobTraces {
    private static final String HEADER = "traceparent";
    private static final String JOB = "sailplane.job.id";
    private static final TextMapGetter<Job> OF_A_JOB = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Job job) {
            return job.traceparent().map(_ -> HEADER).stream().toList();
        }

        @Override
        public @Nullable String get(@Nullable Job job, String key) {
            return job == null || !key.equals(HEADER) ? null : job.traceparent().orElse(null);
        }
    };

    private final Tracer tracer;
    private final boolean off;

    /**
     * Begins spans by it.
     *
     * @param off whether nobody is told of them: they have names even then, which nobody would find
     */
    public JobTraces(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.tracer = tracer;
        this.off = off;
    }

    /** What the calling thread works at, as a {@code traceparent}; empty when no traces are taken. */
    public Optional<String> current() {
        return traceparent(Span.current());
    }

    /** The span as a {@code traceparent}; empty when no traces are taken. */
    public Optional<String> traceparent(Span span) {
        if (off) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, JobTraces::put);
        return Optional.ofNullable(headers.get(HEADER));
    }

    /** Begins the span of a job's way to the broker, within what the calling thread works at. */
    public Span publication(Job job, String topic) {
        return begun(tracer.spanBuilder("publish " + topic).setSpanKind(SpanKind.PRODUCER), job)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic);
    }

    /** Begins the span of one try to deliver a webhook, within the job's trace. */
    public Span webhook(Job job) {
        Context trace = W3CTraceContextPropagator.getInstance().extract(Context.root(), job, OF_A_JOB);
        return begun(tracer.spanBuilder("webhook").setSpanKind(SpanKind.CLIENT).setParent(trace), job);
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value);
        }
    }

    private static Span begun(SpanBuilder span, Job job) {
        return span.setAttribute(JOB, job.id().value()).startSpan();
    }
}
