package dev.sailplane.api.http;

import dev.sailplane.api.access.NotAnOperatorException;
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
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;

/** Every failure becomes a {@link Problem}, here and nowhere else; how it is told is for {@link Problems} to choose. */
@ApplicationScoped
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final Problem NO_FORM = Problem.of(
            "malformed-form", 400, "The form cannot be read", "The body is no multipart form, or not a whole one.");

    private final Problems problems;
    private final Duration retryAfter;

    /** Tells refused callers to wait as configured. */
    public ProblemMappers(Problems problems, ApiConfiguration configuration) {
        this.problems = problems;
        this.retryAfter = configuration.publishing().retryAfter();
    }

    @ServerExceptionMapper
    Response rejected(RejectedException rejected, UriInfo uri) {
        Problem problem = problem(rejected.rejection());
        return switch (rejected.rejection()) {
            case Rejection.KeyInFlight _ -> problems.answer(problem, uri.getPath(), Duration.ofSeconds(1));
            case Rejection.Unavailable _, Rejection.Unconfirmed _ ->
                problems.answer(problem, uri.getPath(), retryAfter);
            case Rejection.NotJson _,
                    Rejection.InvalidFields _,
                    Rejection.InvalidHeader _,
                    Rejection.KeyReused _,
                    Rejection.UnknownModel _,
                    Rejection.ModelWithdrawn _,
                    Rejection.NotFailed _ -> problems.answer(problem, uri.getPath());
        };
    }

    private static Problem problem(Rejection rejection) {
        return switch (rejection) {
            case Rejection.NotJson it -> Problem.of("not-json", 400, "The body cannot be read", it.detail());
            case Rejection.InvalidFields it ->
                Problem.of(
                                "invalid-fields",
                                422,
                                "Fields are invalid",
                                it.errors().getFirst().detail())
                        .with(it.errors());
            case Rejection.InvalidHeader it ->
                Problem.of("invalid-header", 400, "A header is invalid", it.name() + " " + it.detail());
            case Rejection.KeyReused _ ->
                Problem.of(
                        "idempotency-key-reused",
                        422,
                        "The Idempotency-Key was used for another request",
                        "Idempotency-Key was used before with another body; choose a new one.");
            case Rejection.KeyInFlight _ ->
                Problem.of(
                        "idempotency-key-in-flight",
                        409,
                        "The first request is still under way",
                        "The same request came before and is being accepted; try again in a moment.");
            case Rejection.UnknownModel _ ->
                Problem.of("unknown-model", 404, "No such model", "There is no model of that name.");
            case Rejection.ModelWithdrawn it ->
                Problem.of(
                        "model-withdrawn",
                        409,
                        "The model is no longer on offer",
                        "The job was drawn by version %s of %s, which is no longer on offer."
                                .formatted(it.version(), it.model()));
            case Rejection.NotFailed it ->
                Problem.of(
                        "not-failed",
                        409,
                        "The job has not failed",
                        "Only a job that has failed can run again; %s has not.".formatted(it.job()));
            case Rejection.Unavailable it -> Problem.of("unavailable", 503, "Not available", it.detail());
            case Rejection.Unconfirmed _ ->
                Problem.of(
                        "unconfirmed",
                        503,
                        "Not confirmed",
                        "The broker did not confirm the job in time; it may be drawn. Send the same request again, with"
                                + " its Idempotency-Key if it has one: it leads to the same job.");
        };
    }

    @ServerExceptionMapper
    Response publishing(PublishingException failure, UriInfo uri) {
        LOG.warn("broker unavailable", failure);
        return problems.answer(
                Problem.of("unavailable", 503, "Not available", "The broker does not answer; try again later."),
                uri.getPath(),
                retryAfter);
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthenticatedException refused, UriInfo uri) {
        Problem problem = Problem.of("unauthenticated", 401, "Not authenticated", refused.detail());
        return Response.fromResponse(problems.answer(problem, uri.getPath()))
                .header(HttpHeaders.WWW_AUTHENTICATE, refused.challenge())
                .build();
    }

    @ServerExceptionMapper
    Response notAnOperator(NotAnOperatorException refused, UriInfo uri) {
        return problems.answer(
                Problem.of("forbidden", 403, "Not allowed", String.valueOf(refused.getMessage())), uri.getPath());
    }

    @ServerExceptionMapper
    Response rateLimited(RateLimitedException refused, UriInfo uri) {
        String kind = switch (refused.kind()) {
            case REQUESTS_PER_MINUTE -> "rate-limited";
            case CONCURRENT_JOBS -> "too-many-jobs";
        };
        return problems.answer(
                Problem.of(kind, 429, "Limit reached", refused.detail()), uri.getPath(), refused.retryAfter());
    }

    @ServerExceptionMapper
    Response storage(StorageException failure, UriInfo uri) {
        LOG.warn("object store unavailable", failure);
        return problems.answer(
                Problem.of("unavailable", 503, "Not available", "The object store does not answer; try again later."),
                uri.getPath(),
                retryAfter);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure, UriInfo uri) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        String reason = status.getReasonPhrase();
        Problem problem = Problem.of(
                reason.toLowerCase(Locale.ROOT).replace(' ', '-'), status.getStatusCode(), reason, reason + ".");
        Response told = problems.answer(problem, uri.getPath());
        // Keeps what the failure says in headers, as which methods are allowed.
        Response.ResponseBuilder answer =
                Response.fromResponse(failure.getResponse()).type(told.getMediaType());
        return answer.status(told.getStatus()).entity(told.getEntity()).build();
    }

    @ServerExceptionMapper
    Response malformed(MultipartParser.MalformedMessageException failure, UriInfo uri) {
        return problems.answer(NO_FORM, uri.getPath());
    }

    @ServerExceptionMapper
    Response unreadable(IOException failure, UriInfo uri) {
        // What the reader of forms says of one that ends before its last boundary.
        boolean endsTooEarly = String.valueOf(failure.getMessage()).startsWith("Connection terminated");
        return endsTooEarly ? problems.answer(NO_FORM, uri.getPath()) : unexpected(failure, uri);
    }

    // The reader of forms answers what it does not understand with many kinds of exception; its callers can do better.
    @ServerExceptionMapper
    Response broken(RuntimeException failure, UriInfo uri) {
        boolean inAForm = Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
        return inAForm ? problems.answer(NO_FORM, uri.getPath()) : unexpected(failure, uri);
    }

    // A caller learns a number to quote, nothing of the inside.
    @ServerExceptionMapper
    Response unexpected(Exception failure, UriInfo uri) {
        UUID number = UUID.randomUUID();
        LOG.errorf(failure, "request failed number=%s", number);
        return problems.answer(
                Problem.of("internal-error", 500, "Internal error", "Something went wrong; quote " + number + "."),
                uri.getPath());
    }
}
