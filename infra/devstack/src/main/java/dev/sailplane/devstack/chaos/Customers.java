package dev.sailplane.devstack.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Those who order the planned jobs, one after the other at a steady pace, each insisting under an idempotency key until the
 * job is accepted, some canceling it. Those whose patience did not last are to {@linkplain #insist insist} when the faults are
 * over. They wait while too many jobs are open, so that the backlog stays bounded.
 */
final class Customers implements AutoCloseable {
    private static final int MOST_OPEN = 24;

    private final ChaosPlan plan;
    private final ApiClient api;
    private final Receiver receiver;
    private final Map<String, OrderedJob> jobs = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Queue<PlannedJob> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ordering = true;

    Customers(ChaosPlan plan, ApiClient api, Receiver receiver) {
        this.plan = plan;
        this.api = api;
        this.receiver = receiver;
    }

    /** Begins to order. */
    void open() {
        var _ = threads.submit(this::keepOrdering);
    }

    /** Orders nothing more; returns when all that was begun has come to an answer, or was given up. */
    void stop() throws InterruptedException {
        ordering = false;
        threads.shutdown();
        if (!threads.awaitTermination(2 * ApiClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            refused.add("%d orders came to no answer".formatted(underWay.get()));
        }
    }

    /**
     * Repeats, under their keys, the orders and cancellations that patience did not last for while faults went on. What
     * is not taken now is refused. Returns how many there were.
     */
    int insist() {
        List<PlannedJob> again = List.copyOf(unanswered);
        unanswered.clear();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            again.forEach(job -> begin(callers, job, refused::add));
        }
        return again.size();
    }

    /** What was accepted, by id. */
    Map<String, OrderedJob> jobs() {
        return jobs;
    }

    /** What came of orders that were not accepted, or not canceled when asked. */
    List<String> refused() {
        return refused;
    }

    /** The job once more, without a key. */
    OrderedJob orderOnceMore(int input) throws InterruptedException {
        String id = api.order(body(input), 0, Optional.empty()).path("id").asText();
        OrderedJob job = new OrderedJob(id, OrderedJob.QUIET, input, Optional.empty());
        jobs.put(id, job);
        return job;
    }

    private void keepOrdering() {
        long pause = Math.round(TimeUnit.SECONDS.toNanos(1) / plan.settings().jobsPerSecond());
        try {
            for (int number = 0; ordering; ) {
                TimeUnit.NANOSECONDS.sleep(pause);
                if (openJobs() < MOST_OPEN) {
                    PlannedJob job = plan.job(number++);
                    begin(threads, job, _ -> unanswered.add(job));
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(ExecutorService callers, PlannedJob job, Consumer<String> unheard) {
        underWay.incrementAndGet();
        callers.execute(() -> carryOut(job, unheard));
    }

    private void carryOut(PlannedJob planned, Consumer<String> unheard) {
        try {
            String id = api.order(body(planned), planned.number(), Optional.of(key(planned)))
                    .path("id")
                    .asText();
            OrderedJob job = new OrderedJob(id, planned.number(), planned.input(), Optional.empty());
            jobs.put(id, job);
            if (planned.cancelAfter().isPresent()) {
                Thread.sleep(planned.cancelAfter().get());
                jobs.put(
                        id,
                        job.canceled(api.cancel(id, planned.number() + 1)
                                .path("status")
                                .asText()));
            }
        } catch (ChaosException failure) {
            unheard.accept("job " + planned.number() + ": " + failure.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private String key(PlannedJob job) {
        return "chaos-%d-%d".formatted(plan.settings().seed(), job.number());
    }

    private ObjectNode body(PlannedJob job) {
        return job.batch() ? body(job.input()).put("priority", "batch") : body(job.input());
    }

    private ObjectNode body(int input) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("input", plan.inputs().get(input).json());
        body.put("webhook", receiver.address().toString())
                .putArray("webhook_events_filter")
                .add("completed");
        return body;
    }

    // The receiver hears of every end: what was accepted and not told of is open, or so good as.
    private int openJobs() {
        return underWay.get() + jobs.size() - receiver.told().size();
    }

    @Override
    public void close() {
        ordering = false;
        threads.shutdownNow();
    }
}
