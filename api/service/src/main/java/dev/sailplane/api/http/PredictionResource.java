package dev.sailplane.api.http;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.prediction.PredictionCommand;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.Predictions;
import dev.sailplane.api.wire.Prediction;
import dev.sailplane.api.wire.PredictionRenderer;
import dev.sailplane.contract.JobId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Predictions over HTTP, in Replicate's dialect. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PredictionResource {
    private final PredictionParser parser;
    private final Predictions predictions;
    private final Jobs jobs;
    private final PredictionRenderer renderer;

    /** Leads to these. */
    public PredictionResource(
            PredictionParser parser, Predictions predictions, Jobs jobs, PredictionRenderer renderer) {
        this.parser = parser;
        this.predictions = predictions;
        this.jobs = jobs;
        this.renderer = renderer;
    }

    /** Asks for a picture by a version of a model. */
    @POST
    @Path("/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> create(byte[] body) {
        return created(parser.parse(body));
    }

    /** Asks for a picture by a model. */
    @POST
    @Path("/models/{owner}/{name}/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<Prediction> create(
            @PathParam("owner") String owner, @PathParam("name") String name, byte[] body) {
        return created(parser.parse(owner + "/" + name, body));
    }

    /** A job as it stands. */
    @GET
    @Path("/predictions/{id}")
    public Prediction get(@PathParam("id") String id) {
        return known(id).flatMap(jobs::find).map(renderer::render).orElseThrow(NotFoundException::new);
    }

    private RestResponse<Prediction> created(PredictionCommand command) {
        JobState state = predictions.accept(command);
        return RestResponse.ResponseBuilder.<Prediction>created(
                        renderer.address(state.job().id()))
                .entity(renderer.render(state))
                .build();
    }

    private static Optional<JobId> known(String id) {
        try {
            return Optional.of(new JobId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
