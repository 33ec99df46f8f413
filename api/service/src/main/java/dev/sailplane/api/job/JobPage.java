package dev.sailplane.api.job;

import java.util.List;
import java.util.Optional;

/**
 * Some of a tenant's jobs, newest first.
 *
 * @param jobs at most as many as were asked for
 * @param newer leads to the page of newer ones, if there are any
 * @param older leads to the page of older ones, if there are any
 */
public record JobPage(List<JobState> jobs, Optional<JobCursor> newer, Optional<JobCursor> older) {
    /** No jobs. */
    public static final JobPage EMPTY = new JobPage(List.of(), Optional.empty(), Optional.empty());

    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
