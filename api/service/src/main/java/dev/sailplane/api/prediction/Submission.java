package dev.sailplane.api.prediction;

import dev.sailplane.contract.TenantName;

/**
 * A command and who gives it.
 *
 * @param tenant whose job it will be
 * @param command what is asked for
 * @param identity by what the request is known when it comes again
 */
public record Submission(TenantName tenant, PredictionCommand command, RequestIdentity identity) {
    /** The same with another seed. */
    Submission withSeed(long seed) {
        return new Submission(tenant, command.withSeed(seed), identity);
    }
}
