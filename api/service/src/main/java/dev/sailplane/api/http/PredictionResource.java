package dev.sailplane.api.http;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.JobWatch;
import dev.sailplane.api.prediction.PredictionCommand;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.Predictions;
import dev.sailplane.api.prediction.RequestIdentity;
import dev.sailplane.api.prediction.Submission;
import dev.sailplane.api.wire.Prediction;
import dev.sailplane.api.wire.PredictionRenderer;
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
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Asking for predictions over HTTP, in Replicate's dialect. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PredictionResource {
    private final CurrentTenant tenant;
    private final PredictionParser parser;
    private final Predictions predictions;
    private final JobView view;
    private final PredictionRenderer renderer;

    /** Leads to these. */
    public PredictionResource(
            CurrentTenant tenant,
            PredictionParser parser,
            Predictions predictions,
            JobView view,
            PredictionRenderer renderer) {
        this.tenant = tenant;
        this.parser = parser;
        this.predictions = predictions;
        this.view = view;
        this.renderer = renderer;
    }

    /** Asks for a picture by a version of a model. */
    @POST
    @Path("/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> create(@Context HttpHeaders headers, byte[] body) throws InterruptedException {
        return create(parser.parse(body), "", PredictionHeaders.of(headers), body);
    }

    /** Asks for a picture by a model. */
    @POST
    @Path("/models/{owner}/{name}/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> create(
            @Context HttpHeaders headers, @PathParam("owner") String owner, @PathParam("name") String name, byte[] body)
            throws InterruptedException {
        String model = owner + "/" + name;
        return create(parser.parse(model, body), model, PredictionHeaders.of(headers), body);
    }

    private RestResponse<Prediction> create(
            PredictionCommand command, String model, PredictionHeaders headers, byte[] body)
            throws InterruptedException {
        String fingerprint = RequestIdentity.fingerprint(
                "predictions".getBytes(StandardCharsets.US_ASCII), model.getBytes(StandardCharsets.UTF_8), body);
        Submission submission = new Submission(
                tenant.name(), command.withCancelAfter(headers.timeLimit()), headers.identity(fingerprint));
        JobState accepted = predictions.accept(submission);
        Optional<Duration> patience = headers.waiting();
        return patience.isPresent() ? awaited(accepted, patience.get()) : created(renderer.render(accepted));
    }

    private RestResponse<Prediction> awaited(JobState accepted, Duration patience) throws InterruptedException {
        try (JobWatch watch = JobWatch.after(view, accepted.id(), -1)) {
            JobState state = watch.end(patience).orElse(accepted);
            // Clients take anything but "starting" for the end of the job.
            return state.ended()
                    ? created(renderer.render(state))
                    : answer(RestResponse.Status.ACCEPTED, renderer.renderAsStarting(state));
        }
    }

    private RestResponse<Prediction> created(Prediction prediction) {
        return answer(RestResponse.Status.CREATED, prediction);
    }

    private static RestResponse<Prediction> answer(RestResponse.Status status, Prediction prediction) {
        return RestResponse.ResponseBuilder.create(status, prediction)
                .location(prediction.urls().get())
                .build();
    }
}
