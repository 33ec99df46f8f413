package dev.sailplane.api.http;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.contract.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;

/** The jobs that the caller may know of. Blocking. */
@ApplicationScoped
public class OwnJobs {
    private final CurrentTenant tenant;
    private final Jobs jobs;

    /** Looks among all jobs. */
    public OwnJobs(CurrentTenant tenant, Jobs jobs) {
        this.tenant = tenant;
        this.jobs = jobs;
    }

    /**
     * The job of a path.
     *
     * @throws NotFoundException when there is none of that name, or it is another's
     */
    JobState find(String id) {
        return known(id).flatMap(job -> jobs.find(tenant.name(), job)).orElseThrow(NotFoundException::new);
    }

    private static Optional<JobId> known(String id) {
        try {
            return Optional.of(new JobId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
