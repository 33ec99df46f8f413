package dev.sailplane.api.http;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.job.Cancellation;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.wire.Prediction;
import dev.sailplane.api.wire.PredictionList;
import dev.sailplane.api.wire.PredictionRenderer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Jobs that were asked for: how they stand, and their end before the time. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class JobResource {
    private final CurrentTenant tenant;
    private final OwnJobs jobs;
    private final JobView view;
    private final Cancellation cancellation;
    private final PredictionRenderer renderer;

    /** Leads to these. */
    public JobResource(
            CurrentTenant tenant, OwnJobs jobs, JobView view, Cancellation cancellation, PredictionRenderer renderer) {
        this.tenant = tenant;
        this.jobs = jobs;
        this.view = view;
        this.cancellation = cancellation;
        this.renderer = renderer;
    }

    /** The caller's jobs, newest first, a page at a time. */
    @GET
    @Path("/predictions")
    public PredictionList list(@Context UriInfo uri) {
        PredictionQuery query = new PredictionQuery(uri.getQueryParameters());
        return query.render(view.page(tenant.name(), query.parsed()), renderer);
    }

    /** A job as it stands. */
    @GET
    @Path("/predictions/{id}")
    public Prediction get(@PathParam("id") String id) {
        return renderer.render(jobs.find(id));
    }

    /** Ends a job before its time; one that has ended stays as it is. */
    @POST
    @Path("/predictions/{id}/cancel")
    public Prediction cancel(@PathParam("id") String id) {
        return renderer.render(cancellation.cancel(jobs.find(id)));
    }
}
