package dev.sailplane.api.http;

import dev.sailplane.api.job.JobCursor;
import dev.sailplane.api.job.JobPage;
import dev.sailplane.api.job.JobQuery;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.prediction.FieldError;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.wire.Prediction;
import dev.sailplane.api.wire.PredictionList;
import dev.sailplane.api.wire.PredictionRenderer;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which of a tenant's jobs are listed.
 *
 * @param asked the query parameters as they stand
 */
record PredictionQuery(MultivaluedMap<String, String> asked) {
    private static final int PAGE = 100;
    private static final String TIME_RULE = "must be an RFC 3339 time";
    private static final List<String> FILTERS =
            List.of("created_after", "created_before", "status", "model", "dead_lettered");

    /**
     * What is asked for.
     *
     * @throws RejectedException with every wrong parameter
     */
    JobQuery parsed() {
        List<FieldError> errors = new ArrayList<>();
        Optional<JobCursor> place = read(errors, "cursor", "must come from next or previous", JobCursor::parse);
        Optional<Instant> after = read(errors, "created_after", TIME_RULE, PredictionQuery::time);
        Optional<Instant> before = read(errors, "created_before", TIME_RULE, PredictionQuery::time);
        Optional<Prediction.Status> status = read(
                errors,
                "status",
                "must be one of starting, processing, succeeded, failed, canceled",
                text -> Prediction.Status.valueOf(text.toUpperCase(Locale.ROOT)));
        Optional<String> model = read(errors, "model", "", text -> text);
        Optional<Boolean> deadLettered = read(errors, "dead_lettered", "must be true or false", PredictionQuery::flag);
        if (!errors.isEmpty()) {
            throw new RejectedException(new Rejection.InvalidFields(errors));
        }
        Predicate<JobState> filter = state -> after.map(state.job().createdAt()::isAfter)
                        .orElse(true)
                && before.map(state.job().createdAt()::isBefore).orElse(true)
                && status.map(Prediction.Status.of(state)::equals).orElse(true)
                && model.map(state.job().model()::equals).orElse(true)
                && deadLettered.map(wanted -> wanted == deadLettered(state)).orElse(true);
        return new JobQuery(filter, place, PAGE);
    }

    /** The page as callers see it; the addresses of the other pages repeat the filters. */
    PredictionList render(JobPage page, PredictionRenderer renderer) {
        return new PredictionList(
                page.newer().map(place -> address(place, renderer)).orElse(null),
                page.older().map(place -> address(place, renderer)).orElse(null),
                page.jobs().stream().map(renderer::render).toList());
    }

    private URI address(JobCursor place, PredictionRenderer renderer) {
        UriBuilder address = UriBuilder.fromUri(renderer.list());
        FILTERS.stream().filter(asked::containsKey).forEach(name -> address.queryParam(name, asked.getFirst(name)));
        return address.queryParam("cursor", place.text()).build();
    }

    private <T> Optional<T> read(List<FieldError> errors, String name, String rule, Function<String, T> reader) {
        try {
            return Optional.ofNullable(asked.getFirst(name)).map(reader);
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            errors.add(new FieldError("?" + name, name + " " + rule));
            return Optional.empty();
        }
    }

    private static boolean deadLettered(JobState state) {
        return state instanceof JobState.Failed failed && failed.deadLettered();
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
