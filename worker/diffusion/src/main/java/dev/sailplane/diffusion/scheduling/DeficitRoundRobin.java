package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Equal shares of the device's time for all tenants that want some (Shreedhar &amp; Varghese 1995, deficit round robin,
 * with device time in the place of bytes). Each round gives a tenant a quantum; it is served until that is used up. What
 * was used too much, since a step cannot be cut, is taken off the next round's. Who wants nothing saves nothing.
 */
public final class DeficitRoundRobin {
    private final Duration quantum;
    private final Map<String, Duration> credits = new LinkedHashMap<>(); // the ring, its head in front

    /** @param quantum a turn's device time; as long as a step or longer, so that networks need not take turns at each */
    public DeficitRoundRobin(Duration quantum) {
        if (quantum.isNegative() || quantum.isZero()) {
            throw new IllegalArgumentException("a quantum is positive, not " + quantum);
        }
        this.quantum = quantum;
    }

    /**
     * The tenants in the order in which they are to be served.
     *
     * @param present those who want device time now, at least one; all others lose their credit
     */
    public List<String> order(Set<String> present) {
        credits.keySet().retainAll(present);
        present.forEach(tenant -> credits.putIfAbsent(tenant, Duration.ZERO));
        while (credit(head()).isNegative() || credit(head()).isZero()) {
            String last = head();
            Duration renewed = credit(last).plus(quantum);
            credits.remove(last);
            credits.put(last, renewed);
        }
        return new ArrayList<>(credits.keySet());
    }

    /** Takes what a tenant used off its credit. */
    public void charge(String tenant, Duration used) {
        credits.computeIfPresent(tenant, (_, credit) -> credit.minus(used));
    }

    private String head() {
        return credits.keySet().iterator().next();
    }

    private Duration credit(String tenant) {
        return credits.getOrDefault(tenant, Duration.ZERO);
    }
}
