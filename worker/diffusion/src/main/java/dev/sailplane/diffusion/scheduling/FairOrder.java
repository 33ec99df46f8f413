package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order of a shared device. First the urgent; among tasks of one urgency by tenants' turns; among one tenant's first
 * those whose deadline is near, then those whose order got least so far, so that a short job never waits behind a long one. At
 * every other step those who have got none for too long come before all others, who waited longest in front: nobody
 * waits for ever, and nobody urgent waits for more than a step on those who are not.
 */
public final class FairOrder implements StepOrder {
    private final DeficitRoundRobin interactive;
    private final DeficitRoundRobin
            batch; // of its own: who gets no turn there must not hold up the turns of the urgent
    private final Duration patience;
    private boolean overdueFirst;

    /** @param patience how long a task goes without a step before it may come before more urgent ones */
    public FairOrder(DeficitRoundRobin tenants, Duration patience) {
        this.interactive = tenants;
        this.batch = tenants.another();
        this.patience = patience;
    }

    @Override
    public List<Waiting> order(List<Waiting> waiting, Instant now) {
        overdueFirst = !overdueFirst;
        Instant overdue = overdueFirst ? now.minus(patience) : Instant.MIN;
        Map<String, Integer> urgentTurns = turns(waiting, Urgency.INTERACTIVE);
        Map<String, Integer> batchTurns = turns(waiting, Urgency.BATCH);
        return waiting.stream()
                .sorted(Comparator.comparing((Waiting one) -> waitsTooLongSince(one, overdue))
                        .thenComparing(FairOrder::urgency)
                        .thenComparingInt(one -> switch (urgency(one)) {
                            case INTERACTIVE -> urgentTurns.getOrDefault(tenant(one), Integer.MAX_VALUE);
                            case BATCH -> batchTurns.getOrDefault(tenant(one), Integer.MAX_VALUE);
                        })
                        .thenComparing(one -> one.task().claim().deadline().orElse(Instant.MAX))
                        .thenComparing(Waiting::served)
                        .thenComparing(Waiting::servedItself) // the pictures of an order keep step
                        .thenComparingLong(Waiting::arrival))
                .toList();
    }

    @Override
    public void charge(Waiting served, Duration share) {
        ring(urgency(served)).charge(tenant(served), share);
    }

    private static Instant waitsTooLongSince(Waiting one, Instant overdue) {
        return one.lastServed().isBefore(overdue) ? one.lastServed() : Instant.MAX;
    }

    private static String tenant(Waiting one) {
        return one.task().claim().tenant();
    }

    private static Urgency urgency(Waiting one) {
        return one.task().claim().urgency();
    }

    private DeficitRoundRobin ring(Urgency urgency) {
        return switch (urgency) {
            case INTERACTIVE -> interactive;
            case BATCH -> batch;
        };
    }

    /** Each tenant's place in the order of those who have tasks of an urgency. */
    private Map<String, Integer> turns(List<Waiting> waiting, Urgency urgency) {
        List<String> order = ring(urgency)
                .order(waiting.stream()
                        .filter(one -> urgency(one) == urgency)
                        .map(FairOrder::tenant)
                        .collect(Collectors.toSet()));
        Map<String, Integer> turns = new HashMap<>();
        order.forEach(tenant -> turns.put(tenant, turns.size()));
        return turns;
    }
}
