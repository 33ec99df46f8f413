package dev.sailplane.api.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/** The headers by which a receiver knows that a message is ours and no replay. */
@ApplicationScoped
public class WebhookSigner {
    private final Webhook webhook;

    /** Signs with the secret. */
    public WebhookSigner(WebhookSecret secret) {
        this.webhook = new Webhook(secret.text());
    }

    /** Signed as of a time: anew for each try. */
    public Map<String, String> headers(String id, Instant time, String body) {
        long seconds = time.getEpochSecond();
        try {
            return Map.of(
                    "webhook-id", id,
                    "webhook-timestamp", Long.toString(seconds),
                    "webhook-signature", webhook.sign(id, seconds, body));
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException("this Java cannot sign", impossible);
        }
    }
}
