package dev.sailplane.api.webhook;

import dev.sailplane.api.configuration.ApiConfiguration;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;

/** The secret that signs webhooks (Standard Webhooks 1.0.0): {@code whsec_} and the base 64 of 24 to 64 bytes. */
@Startup
@ApplicationScoped
public class WebhookSecret {
    private static final String PREFIX = "whsec_";

    private final String text;

    /** Refuses a malformed secret without repeating it. */
    public WebhookSecret(ApiConfiguration configuration) {
        text = configuration.webhook().secret();
        if (!text.startsWith(PREFIX) || !fits(text.substring(PREFIX.length()))) {
            throw new IllegalArgumentException(
                    "sailplane.api.webhook.secret must be whsec_ and the base 64 of 24 to 64 bytes");
        }
    }

    /** As the signing library takes it. */
    String text() {
        return text;
    }

    private static boolean fits(String base64) {
        try {
            int bytes = Base64.getDecoder().decode(base64).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
