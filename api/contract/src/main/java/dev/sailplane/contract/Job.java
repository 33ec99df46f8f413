package dev.sailplane.contract;

import java.time.Instant;
import java.util.Optional;

/**
 * An accepted job, as the API promised it.
 *
 * @param id the job's name
 * @param tenant whose job it is, see {@link TenantName}
 * @param model {@code owner/name}
 * @param version the model's version
 * @param input what is to be drawn
 * @param webhook whom to tell, if asked for
 * @param createdAt when the API accepted it
 * @param deadline when it is canceled unless it has ended
 * @param fingerprint of the request that made it, by which a repeated request is known; lower-case hexadecimal
 * @param priority against other jobs on the same device
 * @param traceparent the trace that the job belongs to (W3C Trace Context): of the request that ordered it where traces are
 *     taken, else of its sender
 */
public record Job(
        JobId id,
        TenantName tenant,
        String model,
        String version,
        GenerationInput input,
        Optional<Webhook> webhook,
        Instant createdAt,
        Optional<Instant> deadline,
        String fingerprint,
        Priority priority,
        Optional<String> traceparent) {}
