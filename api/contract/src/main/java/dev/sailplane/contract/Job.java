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
 * @param traceparent the caller's trace (W3C Trace Context), handed on with everything that is told of the job
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
