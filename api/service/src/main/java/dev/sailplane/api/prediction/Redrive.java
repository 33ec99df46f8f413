package dev.sailplane.api.prediction;

import dev.sailplane.api.job.JobState;
import dev.sailplane.contract.Job;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Failed jobs once more. A job ends once, so it is a new job that asks for the same; pictures that the failed one starts
 * from are not copied but referred to.
 *
 * @see <a href="../../../../../../../../../infra/adr/0011-branches-and-redrive.md">Decision 0011</a>
 */
@ApplicationScoped
public class Redrive {
    private final ModelCatalogue catalogue;

    /** For models of the catalogue. */
    public Redrive(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Asks for what a failed job asked for: the same pictures, receiver and priority, without its time limit.
     *
     * @throws RejectedException when it has not failed, or its model is no longer on offer
     */
    public PredictionCommand command(JobState state) {
        if (!(state instanceof JobState.Failed)) {
            throw new RejectedException(new Rejection.NotFailed(state.id()));
        }
        Job job = state.job();
        Envelope envelope = new Envelope(job.webhook(), job.priority(), Optional.empty());
        return new PredictionCommand(catalogue.of(job), job.input(), Optional.empty(), envelope);
    }
}
