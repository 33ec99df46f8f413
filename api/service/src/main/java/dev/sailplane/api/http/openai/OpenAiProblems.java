package dev.sailplane.api.http.openai;

import dev.sailplane.api.http.Problem;
import dev.sailplane.api.http.ProblemDialect;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Problems in OpenAI's form, under the paths of its Images API. */
@ApplicationScoped
public class OpenAiProblems implements ProblemDialect {
    private static final String PATH = "/v1/images";

    @Override
    public boolean isSpokenAt(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public Response.ResponseBuilder tell(Problem problem) {
        // What is well-formed and wrong is plainly a bad request here: clients tell the two apart by their classes.
        int status = problem.status() == 422 ? 400 : problem.status();
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OpenAiError.Body(OpenAiError.of(problem)));
    }
}
