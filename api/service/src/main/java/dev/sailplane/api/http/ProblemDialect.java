package dev.sailplane.api.http;

import jakarta.ws.rs.core.Response;

/** How problems are told under some of the paths, where callers expect another form than RFC 9457. */
public interface ProblemDialect {
    /** Whether this form is expected there. */
    boolean isSpokenAt(String path);

    /** The answer: status, media type and entity. */
    Response.ResponseBuilder tell(Problem problem);
}
