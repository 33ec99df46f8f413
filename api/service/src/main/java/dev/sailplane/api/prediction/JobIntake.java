package dev.sailplane.api.prediction;

import dev.sailplane.api.access.Admission;
import dev.sailplane.api.access.RateLimitedException;
import dev.sailplane.api.access.Reservation;
import dev.sailplane.api.job.JobEvents;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.LineFullException;
import dev.sailplane.api.job.PublishingException;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;

/** Where jobs come in: first there must be room for one, then it is told to all and known here. Blocking. */
@ApplicationScoped
public class JobIntake {
    private final Admission admission;
    private final JobEvents events;
    private final JobView view;

    /** Works with these. */
    public JobIntake(Admission admission, JobEvents events, JobView view) {
        this.admission = admission;
        this.events = events;
        this.view = view;
    }

    /**
     * Room for one job; to be closed when the job is in or has come to nothing.
     *
     * @throws RateLimitedException when the tenant's limits leave none
     */
    Reservation room(TenantName tenant) {
        return admission.admit(tenant);
    }

    /**
     * Returns when the job is on the queue, and this replica knows it.
     *
     * @throws LineFullException when it is not
     * @throws PublishingException when nobody knows
     */
    JobState take(Job job) {
        events.accepted(job);
        view.apply(new JobEvent.Accepted(job));
        return view.find(job.id()).orElseGet(() -> new JobState.Starting(job));
    }
}
