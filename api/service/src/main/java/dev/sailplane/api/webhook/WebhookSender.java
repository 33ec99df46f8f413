package dev.sailplane.api.webhook;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.outbound.ForbiddenTargetException;
import dev.sailplane.api.outbound.OutboundClient;
import dev.sailplane.api.outbound.OutboundException;
import dev.sailplane.api.outbound.Reply;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.api.trace.JobTraces;
import dev.sailplane.contract.Webhook;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes one try. Blocking, bounded by the configured timeout, safe for use by many threads. */
@ApplicationScoped
public class WebhookSender {
    private static final int GONE = 410;

    private final OutboundClient client;
    private final WebhookSigner signer;
    private final WebhookBody body;
    private final Jobs jobs;
    private final JobTraces traces;
    private final Duration timeout;

    /** Sends the body, signed, by the guarded client. */
    public WebhookSender(
            OutboundClient client,
            WebhookSigner signer,
            WebhookBody body,
            Jobs jobs,
            JobTraces traces,
            ApiConfiguration configuration) {
        this.client = client;
        this.signer = signer;
        this.body = body;
        this.jobs = jobs;
        this.traces = traces;
        this.timeout = configuration.webhook().timeout();
    }

    /**
     * Tells of the job as it stands now; empty, with nothing sent, while this replica has yet to hear of the end it is to
     * tell.
     *
     * @throws StorageException when only the bucket could tell and it does not answer; nothing is sent then
     */
    Optional<Outcome> send(Notice notice) {
        Optional<JobState> known = jobs.find(notice.jobId());
        if (known.isEmpty()) {
            return Optional.of(unanswered("the job is no longer known"));
        }
        return known.filter(state -> state.ended() || notice.event() != Webhook.Event.COMPLETED)
                .map(state -> send(notice.id(), notice.url(), state));
    }

    /** Sends a state of the job, its addresses and the signature fresh. */
    Outcome send(String id, URI url, JobState state) {
        Span call = traces.webhook(state.job()).setAttribute("server.address", Objects.toString(url.getHost()));
        try {
            Outcome outcome = send(id, url, state, traces.traceparent(call).or(state.job()::traceparent));
            if (!(outcome instanceof Outcome.Delivered)) {
                call.setStatus(StatusCode.ERROR, outcome.getClass().getSimpleName());
            }
            return outcome;
        } finally {
            call.end();
        }
    }

    private Outcome send(String id, URI url, JobState state, Optional<String> traceparent) {
        String json = body.of(state);
        try {
            Instant now = Clock.systemUTC().instant();
            Map<String, String> headers =
                    new HashMap<>(signer.headers(state.job().tenant(), id, now, json));
            traceparent.ifPresent(trace -> headers.put("traceparent", trace));
            Reply reply = client.post(url, headers, json, timeout);
            return judged(reply);
        } catch (ForbiddenTargetException forbidden) {
            // A name that does not resolve today may tomorrow; the guard speaks again then.
            return unanswered("forbidden: the address " + forbidden.getMessage());
        } catch (OutboundException unreached) {
            return unanswered("the receiver " + unreached.getMessage());
        }
    }

    private static Outcome judged(Reply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(status);
        }
        if (status == GONE) {
            return new Outcome.Gone(status);
        }
        return new Outcome.Missed(OptionalInt.of(status), "the answer was " + status, reply.retryAfter());
    }

    private static Outcome unanswered(String reason) {
        return new Outcome.Missed(OptionalInt.empty(), reason, Optional.empty());
    }
}
