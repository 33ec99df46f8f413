package dev.sailplane.contract;

import java.time.Instant;
import java.util.Optional;

/**
 * An accepted job, as the API promised it.
 *
 * @param id the job's name
 * @param model {@code owner/name}
 * @param version the model's version
 * @param input what is to be drawn
 * @param webhook whom to tell, if asked for
 * @param createdAt when the API accepted it
 */
public record Job(
        JobId id, String model, String version, GenerationInput input, Optional<Webhook> webhook, Instant createdAt) {}
