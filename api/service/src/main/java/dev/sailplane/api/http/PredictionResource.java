package dev.sailplane.api.http;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.prediction.PredictionCommand;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.Redrive;
import dev.sailplane.api.prediction.RequestIdentity;
import dev.sailplane.api.wire.Prediction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestResponse;

/** Asking for predictions over HTTP, in Replicate's dialect. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PredictionResource {
    private final PredictionParser parser;
    private final OwnJobs jobs;
    private final Redrive redrive;
    private final PredictionAnswers answers;

    /** Leads to these. */
    public PredictionResource(PredictionParser parser, OwnJobs jobs, Redrive redrive, PredictionAnswers answers) {
        this.parser = parser;
        this.jobs = jobs;
        this.redrive = redrive;
        this.answers = answers;
    }

    /** Asks for a picture by a version of a model. */
    @POST
    @Path("/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> create(@Context HttpHeaders headers, byte[] body) throws InterruptedException {
        return answer(parser.parse(body), headers, "predictions", "", body);
    }

    /** Asks for a picture by a model. */
    @POST
    @Path("/models/{owner}/{name}/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> create(
            @Context HttpHeaders headers, @PathParam("owner") String owner, @PathParam("name") String name, byte[] body)
            throws InterruptedException {
        String model = owner + "/" + name;
        return answer(parser.parse(model, body), headers, "predictions", model, body);
    }

    /** Asks for a picture whose first steps are those of another job. */
    @POST
    @Path("/predictions/{id}/branch")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> branch(@Context HttpHeaders headers, @PathParam("id") String id, byte[] body)
            throws InterruptedException {
        PredictionCommand command = parser.parseBranch(jobs.find(id).job(), body);
        return answer(command, headers, "branch", id, body);
    }

    /** Asks once more for what a failed job asked for; a job that runs again already is found. */
    @POST
    @Path("/predictions/{id}/redrive")
    public RestResponse<Prediction> redrive(@Context HttpHeaders headers, @PathParam("id") String id)
            throws InterruptedException {
        JobState failed = jobs.find(id);
        PredictionHeaders told = PredictionHeaders.of(headers);
        return answers.answer(redrive.command(failed), RequestIdentity.redriving(failed.id(), told.trace()), told);
    }

    private RestResponse<Prediction> answer(
            PredictionCommand command, HttpHeaders headers, String call, String subject, byte[] body)
            throws InterruptedException {
        PredictionHeaders told = PredictionHeaders.of(headers);
        String fingerprint = RequestIdentity.fingerprint(
                call.getBytes(StandardCharsets.US_ASCII), subject.getBytes(StandardCharsets.UTF_8), body);
        return answers.answer(command, told.identity(fingerprint), told);
    }
}
