package dev.sailplane.api.http;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.JobWatch;
import dev.sailplane.api.prediction.PredictionCommand;
import dev.sailplane.api.prediction.Predictions;
import dev.sailplane.api.prediction.RequestIdentity;
import dev.sailplane.api.prediction.Submission;
import dev.sailplane.api.wire.Prediction;
import dev.sailplane.api.wire.PredictionRenderer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Has the caller's commands accepted and answers with their jobs: at once, or when they have ended. Blocking. */
@ApplicationScoped
public class PredictionAnswers {
    private final CurrentTenant tenant;
    private final Predictions predictions;
    private final JobView view;
    private final PredictionRenderer renderer;

    /** Watches jobs in the view. */
    public PredictionAnswers(CurrentTenant tenant, Predictions predictions, JobView view, PredictionRenderer renderer) {
        this.tenant = tenant;
        this.predictions = predictions;
        this.view = view;
        this.renderer = renderer;
    }

    /**
     * 201 with the job, or 202 when it was waited for in vain.
     *
     * @param headers tell the time limit and how long to wait
     */
    RestResponse<Prediction> answer(PredictionCommand command, RequestIdentity identity, PredictionHeaders headers)
            throws InterruptedException {
        JobState accepted = predictions.accept(
                new Submission(tenant.name(), command.withCancelAfter(headers.timeLimit()), identity));
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

    private static RestResponse<Prediction> created(Prediction prediction) {
        return answer(RestResponse.Status.CREATED, prediction);
    }

    private static RestResponse<Prediction> answer(RestResponse.Status status, Prediction prediction) {
        return RestResponse.ResponseBuilder.create(status, prediction)
                .location(prediction.urls().get())
                .build();
    }
}
