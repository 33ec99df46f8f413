package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order of a shared device. First the urgent, then by tenants' turns; among one tenant's tasks first those whose
 * deadline is near, then those that got least so far, so that a short job never waits behind a long one. Whoever has got
 * no step for a while counts as urgent and goes first among its tenant's: nobody waits for ever.
 */
public final class FairOrder implements StepOrder {
    private final DeficitRoundRobin tenants;
    private final Duration patience;

    /** @param patience how long a task goes without a step at most before it counts as urgent */
    public FairOrder(DeficitRoundRobin tenants, Duration patience) {
        this.tenants = tenants;
        this.patience = patience;
    }

    @Override
    public List<Waiting> order(List<Waiting> waiting, Instant now) {
        if (waiting.size() < 2) {
            return waiting;
        }
        Map<String, Integer> turns = turns(waiting);
        return waiting.stream()
                .sorted(Comparator.comparing((Waiting one) -> urgency(one, now))
                        .thenComparingInt(one -> turns.getOrDefault(tenant(one), Integer.MAX_VALUE))
                        .thenComparingInt(one -> isOverdue(one, now) ? 0 : 1)
                        .thenComparing(one -> one.task().claim().deadline().orElse(Instant.MAX))
                        .thenComparing(Waiting::served)
                        .thenComparingLong(Waiting::arrival))
                .toList();
    }

    @Override
    public void charge(Waiting served, Duration share) {
        tenants.charge(served.task().claim().tenant(), share);
    }

    private static String tenant(Waiting one) {
        return one.task().claim().tenant();
    }

    private Urgency urgency(Waiting one, Instant now) {
        return isOverdue(one, now) ? Urgency.INTERACTIVE : one.task().claim().urgency();
    }

    private boolean isOverdue(Waiting one, Instant now) {
        return one.lastServed().plus(patience).isBefore(now);
    }

    private Map<String, Integer> turns(List<Waiting> waiting) {
        List<String> order =
                tenants.order(waiting.stream().map(FairOrder::tenant).collect(Collectors.toSet()));
        Map<String, Integer> turns = new HashMap<>();
        order.forEach(tenant -> turns.put(tenant, turns.size()));
        return turns;
    }
}
