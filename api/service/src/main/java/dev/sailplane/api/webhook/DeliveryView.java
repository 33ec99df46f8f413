package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One replica's memory of deliveries: all pending ones and the latest ended ones. Not safe for use by several threads.
 */
final class DeliveryView {
    private final Map<String, Delivery> pending = new HashMap<>();
    private final Map<String, Delivery> ended;
    private final Endpoints endpoints = new Endpoints();

    /** An empty view that keeps so many ended deliveries. */
    DeliveryView(int endedDeliveries) {
        this.ended = new Recent<>(endedDeliveries);
    }

    /** Takes in a record; false if a newer one of the same delivery is known. */
    boolean apply(Delivery delivery) {
        if (find(delivery.id())
                .filter(known -> known.revision() > delivery.revision())
                .isPresent()) {
            return false;
        }
        boolean isPending = delivery.pending().isPresent();
        (isPending ? ended : pending).remove(delivery.id());
        (isPending ? pending : ended).put(delivery.id(), delivery);
        endpoints.note(delivery);
        return true;
    }

    Optional<Delivery> find(String id) {
        Delivery waiting = pending.get(id);
        return waiting != null ? Optional.of(waiting) : Optional.ofNullable(ended.get(id));
    }

    /** Whether the receiver's address answered 410. */
    boolean disabled(Notice notice, Instant now) {
        return endpoints.disabled(notice, now);
    }

    /** A tenant's deliveries, in no order. */
    List<Delivery> of(TenantName tenant) {
        return Stream.concat(pending.values().stream(), ended.values().stream())
                .filter(delivery -> delivery.notice().tenant().equals(tenant))
                .toList();
    }
}
