package dev.sailplane.api.http.openai;

import dev.sailplane.api.http.Problem;
import java.io.Serial;

/** A job was accepted and there are no pictures: not yet, not any more, or never. */
final class JobUnfinishedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final boolean worthRepeating;

    /**
     * With the reason.
     *
     * @param worthRepeating whether the same request, which leads to the same job, may bring more later
     */
    JobUnfinishedException(Problem problem, boolean worthRepeating) {
        super(problem.kind());
        this.problem = problem;
        this.worthRepeating = worthRepeating;
    }

    Problem problem() {
        return problem;
    }

    boolean worthRepeating() {
        return worthRepeating;
    }
}
