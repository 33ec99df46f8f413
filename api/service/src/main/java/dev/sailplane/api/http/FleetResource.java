package dev.sailplane.api.http;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.access.Operators;
import dev.sailplane.api.fleet.FleetWork;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What waits and who works at what, for the people who run the service. It is what the event log tells: a worker without a
 * job is not in it, and one that was killed stays until another takes its job over.
 */
@Path("/v1/admin/fleet")
@Produces(MediaType.APPLICATION_JSON)
public class FleetResource {
    private static final double ROUNDING = 1_000;

    /**
     * The whole of it.
     *
     * @param jobsQueued accepted jobs that no worker has begun
     * @param jobsRunning jobs that a worker has begun
     * @param deviceSecondsQueued what the queued ones will take one device
     * @param deviceSecondsRunning what is left of the running ones
     * @param queues one for each priority
     * @param workers those that have a job, by name
     */
    public record Fleet(
            long jobsQueued,
            long jobsRunning,
            double deviceSecondsQueued,
            double deviceSecondsRunning,
            List<Queue> queues,
            List<Worker> workers) {}

    /**
     * A line of jobs that wait.
     *
     * @param waitingSince when the eldest of them was accepted
     */
    public record Queue(String priority, long jobs, Optional<Instant> waitingSince) {}

    /**
     * A worker.
     *
     * @param name empty where the news of a job's start has not come yet
     * @param jobs in the order in which it began them
     */
    public record Worker(String name, List<Work> jobs) {}

    /**
     * A job in a worker's hands.
     *
     * @param attempt 1 for the first
     * @param progress of the whole job, 0 to 1
     * @param secondsLeft as the worker expects
     */
    public record Work(
            String id,
            String tenant,
            String model,
            String priority,
            int attempt,
            Optional<Instant> startedAt,
            double progress,
            OptionalDouble secondsLeft) {}

    private final JobView view;
    private final CurrentTenant tenant;
    private final Operators operators;

    /** Tells of the view. */
    public FleetResource(JobView view, CurrentTenant tenant, Operators operators) {
        this.view = view;
        this.tenant = tenant;
        this.operators = operators;
    }

    /** As this replica knows it now; all replicas know the same within moments. */
    @GET
    public RestResponse<Fleet> get() {
        operators.require(tenant.name());
        FleetWork work = view.work();
        Fleet fleet = new Fleet(
                work.queuedJobs(),
                work.runningJobs(),
                rounded(work.queuedDeviceSeconds()),
                rounded(work.runningDeviceSeconds()),
                Arrays.stream(Priority.values()).map(this::queue).toList(),
                workers());
        CacheControl uncached = new CacheControl();
        uncached.setNoStore(true);
        return RestResponse.ResponseBuilder.ok(fleet).cacheControl(uncached).build();
    }

    private Queue queue(Priority priority) {
        return new Queue(name(priority), view.waiting(priority), view.waitingSince(priority));
    }

    private List<Worker> workers() {
        Comparator<JobState.Processing> begun =
                Comparator.comparing(running -> running.startedAt().orElse(Instant.MAX));
        Map<String, List<Work>> byName = view.running().stream()
                .sorted(begun.thenComparing(running -> running.id().value()))
                .collect(Collectors.groupingBy(
                        running -> running.start().map(JobEvent.Started::worker).orElse(""),
                        TreeMap::new,
                        Collectors.mapping(FleetResource::work, Collectors.toList())));
        return byName.entrySet().stream()
                .map(worker -> new Worker(worker.getKey(), worker.getValue()))
                .toList();
    }

    private static Work work(JobState.Processing running) {
        Job job = running.job();
        return new Work(
                job.id().value(),
                job.tenant().value(),
                job.model(),
                name(job.priority()),
                running.attempt(),
                running.startedAt(),
                rounded(running.progress().fraction()),
                running.progress().secondsLeft());
    }

    private static String name(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}
