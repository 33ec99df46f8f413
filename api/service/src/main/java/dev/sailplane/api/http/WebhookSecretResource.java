package dev.sailplane.api.http;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.webhook.SigningKey;
import dev.sailplane.api.webhook.WebhookSecrets;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** What a tenant verifies its webhooks with, in Replicate's dialect. */
@Path("/v1/webhooks/default/secret")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookSecretResource {
    private final WebhookSecrets secrets;
    private final CurrentTenant tenant;

    /**
     * The two ways to verify.
     *
     * @param key shared secret for signatures {@code v1}
     * @param publicKey for signatures {@code v1a}
     */
    public record Secret(String key, String publicKey) {}

    /** Tells the tenant's own. */
    public WebhookSecretResource(WebhookSecrets secrets, CurrentTenant tenant) {
        this.secrets = secrets;
        this.tenant = tenant;
    }

    /** The current secret. Not to be kept by anyone in between. */
    @GET
    public RestResponse<Secret> get() {
        SigningKey current = secrets.current(tenant.name());
        CacheControl uncached = new CacheControl();
        uncached.setNoStore(true);
        return RestResponse.ResponseBuilder.ok(new Secret(current.secret(), current.publicKey()))
                .cacheControl(uncached)
                .build();
    }
}
