package dev.sailplane.api.prediction;

import dev.sailplane.contract.JobId;
import java.util.List;

/** Why a request did not become a job. */
public sealed interface Rejection {
    /** The body is not the JSON of an object. */
    record NotJson(String detail) implements Rejection {}

    /** Fields are wrong: all that were found, never none. */
    record InvalidFields(List<FieldError> errors) implements Rejection {
        public InvalidFields {
            errors = List.copyOf(errors);
        }
    }

    /** A header is wrong. */
    record InvalidHeader(String name, String detail) implements Rejection {}

    /** The idempotency key was used for another request. */
    record KeyReused() implements Rejection {}

    /** The first request with the idempotency key is still under way. */
    record KeyInFlight() implements Rejection {}

    /** There is no such model. */
    record UnknownModel(String model) implements Rejection {}

    /** The version that an earlier job was drawn with is no longer on offer. */
    record ModelWithdrawn(String model, String version) implements Rejection {}

    /** The job cannot be run again: it has not failed. */
    record NotFailed(JobId job) implements Rejection {}

    /** What the job needs does not answer, and there is no job; the same request may succeed later. */
    record Unavailable(String detail) implements Rejection {}

    /** Nobody knows whether there is a job, or will be; the same request leads to it, or makes it. */
    record Unconfirmed() implements Rejection {}
}
