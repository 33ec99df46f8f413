package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Equal shares of the device's time for all tenants that want some (Shreedhar &amp; Varghese 1995, deficit round robin,
 * with device time in the place of bytes). Each round gives a tenant a quantum; it is served until that is used up. What
 * was used too much, since a step cannot be cut, is taken off the next rounds'. Who wants nothing saves nothing, and who
 * used what nobody else wanted does not pay for it for longer than {@value #ROUNDS_OF_DEBT} rounds.
 */
public final class DeficitRoundRobin {
    private static final int ROUNDS_OF_DEBT = 10;

    private final Duration quantum;
    private final Map<String, Duration> credits = new LinkedHashMap<>(); // the ring, its head in front

    /** @param quantum a turn's device time; as long as a step or longer, so that networks need not take turns at each */
    public DeficitRoundRobin(Duration quantum) {
        if (quantum.isNegative() || quantum.isZero()) {
            throw new IllegalArgumentException("a quantum is positive, not " + quantum);
        }
        this.quantum = quantum;
    }

    /** One with the same quantum that knows nobody yet. */
    DeficitRoundRobin another() {
        return new DeficitRoundRobin(quantum);
    }

    /**
     * The tenants in the order in which they are to be served: in front whose turn it is, then those to whom most is due.
     *
     * @param present those who want device time now; all others lose their credit
     */
    public List<String> order(Set<String> present) {
        credits.keySet().retainAll(present);
        present.forEach(tenant -> credits.putIfAbsent(tenant, Duration.ZERO));
        while (!credits.isEmpty() && !credit(head()).isPositive()) {
            String last = head();
            Duration renewed = credit(last).plus(quantum);
            credits.remove(last);
            credits.put(last, renewed);
        }
        List<String> order = new ArrayList<>(credits.keySet());
        if (order.size() > 2) {
            order.subList(1, order.size())
                    .sort(Comparator.comparing(this::credit).reversed());
        }
        return order;
    }

    /** Takes what a tenant used off its credit. */
    public void charge(String tenant, Duration used) {
        Duration step = used.negated();
        Duration rounds = quantum.multipliedBy(-ROUNDS_OF_DEBT);
        Duration deepest = step.compareTo(rounds) < 0 ? step : rounds;
        credits.computeIfPresent(tenant, (_, credit) -> {
            Duration left = credit.minus(used);
            return left.compareTo(deepest) < 0 ? deepest : left;
        });
    }

    private String head() {
        return credits.keySet().iterator().next();
    }

    private Duration credit(String tenant) {
        return credits.getOrDefault(tenant, Duration.ZERO);
    }
}
