package dev.sailplane.api.http.openai;

import dev.sailplane.api.job.JobState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The answer to a request whose job was accepted. Blocking until the job has ended, unless it is a stream. */
@ApplicationScoped
public class ImageAnswers {
    private final ImageJobs jobs;
    private final ImageFiles files;
    private final ImageStreams streams;
    private final OpenAiProblems problems;

    /** Waits, reads and tells by these. */
    public ImageAnswers(ImageJobs jobs, ImageFiles files, ImageStreams streams, OpenAiProblems problems) {
        this.jobs = jobs;
        this.files = files;
        this.streams = streams;
        this.problems = problems;
    }

    /**
     * The pictures, or their stream.
     *
     * @throws JobUnfinishedException when there are none
     */
    Response answer(ImageRequest request, JobState accepted) {
        return request.stream()
                ? Response.ok(streams.of(request, accepted), MediaType.SERVER_SENT_EVENTS_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("X-Accel-Buffering", "no")
                        .build()
                : Response.ok(files.response(jobs.end(accepted), request.base64()), MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    /** Clients repeat what was answered with 500 or more, unless they are told that it is vain. */
    Response unfinished(JobUnfinishedException unfinished) {
        return problems.tell(unfinished.problem())
                .header("x-should-retry", unfinished.worthRepeating())
                .build();
    }
}
