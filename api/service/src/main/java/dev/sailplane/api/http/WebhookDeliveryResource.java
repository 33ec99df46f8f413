package dev.sailplane.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.webhook.Deliveries;
import dev.sailplane.api.webhook.Delivery;
import dev.sailplane.api.webhook.DeliveryJournalException;
import dev.sailplane.api.webhook.DeliveryPage;
import dev.sailplane.api.webhook.DeliveryState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The log of a tenant's webhook deliveries, and their replay. */
@Path("/v1/webhook-deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WebhookDeliveryResource {
    private final Deliveries deliveries;
    private final CurrentTenant tenant;
    private final URI publicUrl;

    /** A page of them, with the addresses of its neighbours. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Page(@Nullable URI previous, @Nullable URI next, List<DeliveryAnswer> results) {}

    /** Shows each tenant its own. */
    public WebhookDeliveryResource(Deliveries deliveries, CurrentTenant tenant, ApiConfiguration configuration) {
        this.deliveries = deliveries;
        this.tenant = tenant;
        this.publicUrl = configuration.publicUrl();
    }

    /** The tenant's deliveries, newest first, {@value DeliveryPage#SIZE} a page. */
    @GET
    public Page list(
            @QueryParam("prediction") @Nullable String prediction,
            @QueryParam("status") @Nullable String status,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<DeliveryState.Status> wanted = Optional.ofNullable(status).map(WebhookDeliveryResource::status);
        Stream<Delivery> found = deliveries.of(tenant.name()).stream()
                .filter(it -> prediction == null || it.notice().jobId().value().equals(prediction))
                .filter(it -> wanted.isEmpty() || it.state().status() == wanted.get());
        DeliveryPage page = DeliveryPage.of(found, Optional.ofNullable(cursor).map(DeliveryCursors::read));
        return new Page(
                page.previous().map(at -> address(prediction, status, at)).orElse(null),
                page.next().map(at -> address(prediction, status, at)).orElse(null),
                page.deliveries().stream().map(DeliveryAnswer::of).toList());
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    public DeliveryAnswer get(@PathParam("id") String id) {
        return deliveries.find(tenant.name(), id).map(DeliveryAnswer::of).orElseThrow(NotFoundException::new);
    }

    /** Sends it once more, at once. */
    @POST
    @Path("/{id}/replay")
    public RestResponse<DeliveryAnswer> replay(@PathParam("id") String id) {
        try {
            return deliveries
                    .replay(tenant.name(), id, Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS))
                    .map(again -> RestResponse.ResponseBuilder.create(
                                    RestResponse.Status.ACCEPTED, DeliveryAnswer.of(again))
                            .build())
                    .orElseThrow(NotFoundException::new);
        } catch (DeliveryJournalException unavailable) {
            throw new RejectedException(
                    new Rejection.Unavailable("The replay could not be kept; try again later."), unavailable);
        }
    }

    private URI address(@Nullable String prediction, @Nullable String status, DeliveryPage.Cursor cursor) {
        UriBuilder address = UriBuilder.fromUri(publicUrl).path("/v1/webhook-deliveries");
        if (prediction != null) {
            address.queryParam("prediction", prediction);
        }
        if (status != null) {
            address.queryParam("status", status);
        }
        return address.queryParam("cursor", DeliveryCursors.write(cursor)).build();
    }

    private static DeliveryState.Status status(String word) {
        return Arrays.stream(DeliveryState.Status.values())
                .filter(status -> name(status).equals(word))
                .findFirst()
                .orElseThrow(() -> RejectedException.of(
                        "?status",
                        "status must be one of "
                                + Arrays.stream(DeliveryState.Status.values())
                                        .map(WebhookDeliveryResource::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static String name(DeliveryState.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
