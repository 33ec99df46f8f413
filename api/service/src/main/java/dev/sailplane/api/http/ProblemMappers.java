package dev.sailplane.api.http;

import dev.sailplane.api.access.RateLimitedException;
import dev.sailplane.api.access.UnauthenticatedException;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.PublishingException;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure becomes a {@link Problem}, here and nowhere else. */
@ApplicationScoped
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final Duration retryAfter;

    /** Tells refused callers to wait as configured. */
    public ProblemMappers(ApiConfiguration configuration) {
        this.retryAfter = configuration.publishing().retryAfter();
    }

    @ServerExceptionMapper
    Response rejected(RejectedException rejected, UriInfo uri) {
        String path = uri.getPath();
        return switch (rejected.rejection()) {
            case Rejection.NotJson it ->
                Problem.of("not-json", 400, "The body cannot be read", it.detail())
                        .at(path)
                        .response();
            case Rejection.InvalidFields it ->
                Problem.of(
                                "invalid-fields",
                                422,
                                "Fields are invalid",
                                it.errors().getFirst().detail())
                        .with(it.errors())
                        .at(path)
                        .response();
            case Rejection.InvalidHeader it ->
                Problem.of("invalid-header", 400, "A header is invalid", it.name() + " " + it.detail())
                        .at(path)
                        .response();
            case Rejection.KeyReused _ ->
                Problem.of(
                                "idempotency-key-reused",
                                422,
                                "The Idempotency-Key was used for another request",
                                "Idempotency-Key was used before with another body; choose a new one.")
                        .at(path)
                        .response();
            case Rejection.KeyInFlight _ ->
                Problem.of(
                                "idempotency-key-in-flight",
                                409,
                                "The first request is still under way",
                                "A request with this Idempotency-Key is being accepted; try again in a moment.")
                        .at(path)
                        .response(Duration.ofSeconds(1));
            case Rejection.UnknownModel _ ->
                Problem.of("unknown-model", 404, "No such model", "There is no model of that name.")
                        .at(path)
                        .response();
            case Rejection.Unavailable it ->
                Problem.of("unavailable", 503, "Not available", it.detail())
                        .at(path)
                        .response(retryAfter);
        };
    }

    @ServerExceptionMapper
    Response publishing(PublishingException failure, UriInfo uri) {
        LOG.warn("broker unavailable", failure);
        return Problem.of("unavailable", 503, "Not available", "The broker does not answer; try again later.")
                .at(uri.getPath())
                .response(retryAfter);
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthenticatedException refused, UriInfo uri) {
        Problem problem = Problem.of("unauthenticated", 401, "Not authenticated", refused.detail())
                .at(uri.getPath());
        return Response.fromResponse(problem.response())
                .header(HttpHeaders.WWW_AUTHENTICATE, refused.challenge())
                .build();
    }

    @ServerExceptionMapper
    Response rateLimited(RateLimitedException refused, UriInfo uri) {
        String kind = switch (refused.kind()) {
            case REQUESTS_PER_MINUTE -> "rate-limited";
            case CONCURRENT_JOBS -> "too-many-jobs";
        };
        return Problem.of(kind, 429, "Limit reached", refused.detail())
                .at(uri.getPath())
                .response(refused.retryAfter());
    }

    @ServerExceptionMapper
    Response storage(StorageException failure, UriInfo uri) {
        LOG.warn("object store unavailable", failure);
        return Problem.of("unavailable", 503, "Not available", "The object store does not answer; try again later.")
                .at(uri.getPath())
                .response(retryAfter);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure, UriInfo uri) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        String reason = status.getReasonPhrase();
        Problem problem = Problem.of(
                        reason.toLowerCase(Locale.ROOT).replace(' ', '-'), status.getStatusCode(), reason, reason + ".")
                .at(uri.getPath());
        return Response.fromResponse(failure.getResponse())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    // A caller learns a number to quote, nothing of the inside.
    @ServerExceptionMapper
    Response unexpected(RuntimeException failure, UriInfo uri) {
        UUID number = UUID.randomUUID();
        LOG.errorf(failure, "request failed number=%s", number);
        return Problem.of("internal-error", 500, "Internal error", "Something went wrong; quote " + number + ".")
                .at(uri.getPath())
                .response();
    }
}
