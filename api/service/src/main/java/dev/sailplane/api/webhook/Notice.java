package dev.sailplane.api.webhook;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Instant;

/**
 * What is to be told to whom; never changes.
 *
 * @param id the event's id: {@code webhook-id} of every try, so that the receiver knows a duplicate
 * @param tenant whose job it is
 * @param event what the receiver asked for
 * @param url the receiver
 * @param shard partition of the event that caused it: whoever reads that partition tells
 * @param createdAt when it was promised
 */
public record Notice(
        String id, TenantName tenant, JobId jobId, Webhook.Event event, URI url, int shard, Instant createdAt) {}
