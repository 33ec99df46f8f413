package dev.sailplane.api.job;

import dev.sailplane.contract.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which jobs are listed.
 *
 * @param filter which of them
 * @param cursor where the page begins; the newest without one
 * @param limit most jobs of a page
 */
public record JobQuery(Predicate<JobState> filter, Optional<JobCursor> cursor, int limit) {
    /**
     * The page, newest first.
     *
     * @param ids all names, ascending
     */
    JobPage page(NavigableSet<String> ids, Function<String, Optional<JobState>> states) {
        boolean towardsNewer = cursor.map(JobCursor::newer).orElse(false);
        Collection<String> candidates = cursor.map(place -> beside(ids, place)).orElseGet(ids::descendingSet);
        List<JobState> found = new ArrayList<>(candidates.stream()
                .flatMap(id -> states.apply(id).stream())
                .filter(filter)
                .limit(limit + 1L)
                .toList());
        boolean more = found.size() > limit;
        List<JobState> jobs = more ? found.subList(0, limit) : found;
        if (jobs.isEmpty()) {
            return JobPage.EMPTY;
        }
        List<JobState> newestFirst = towardsNewer ? jobs.reversed() : jobs;
        Optional<JobCursor> newer =
                Optional.of(new JobCursor(true, newestFirst.getFirst().id()));
        Optional<JobCursor> older =
                Optional.of(new JobCursor(false, newestFirst.getLast().id()));
        return new JobPage(
                newestFirst,
                newer.filter(_ -> towardsNewer ? more : cursor.isPresent()),
                older.filter(_ -> towardsNewer || more));
    }

    private static NavigableSet<String> beside(NavigableSet<String> ids, JobCursor place) {
        JobId job = place.job();
        return place.newer()
                ? ids.tailSet(job.value(), false)
                : ids.headSet(job.value(), false).descendingSet();
    }
}
