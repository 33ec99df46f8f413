package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers by which a receiver knows that a message is ours and no replay (Standard Webhooks 1.0.0). */
@ApplicationScoped
public class WebhookSigner {
    private final WebhookSecrets secrets;

    /** Signs with the tenants' secrets. */
    public WebhookSigner(WebhookSecrets secrets) {
        this.secrets = secrets;
    }

    /** Signed as of a time, anew for each try; with the secret before, too, while that one holds. */
    public Map<String, String> headers(TenantName tenant, String id, Instant time, String body) {
        long seconds = time.getEpochSecond();
        String signatures = secrets.valid(tenant, time).stream()
                .map(key -> key.sign(id, seconds, body))
                .collect(Collectors.joining(" "));
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(seconds),
                "webhook-signature", signatures);
    }
}
