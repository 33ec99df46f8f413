package dev.sailplane.api.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is to be done when. Deliveries wait in a lane for each receiver, so that none waits behind another's; only those
 * of the shards that this replica owns are begun. Not safe for use by several threads.
 */
final class DeliverySchedule {
    private record Place(Receiver receiver, Instant due, String id) {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::due).thenComparing(Place::id);
    }

    private final int maximumUnderWay;
    private final Map<String, Delivery> pending = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Receiver, NavigableSet<Place>> lanes = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private Set<Integer> owned = Set.of();

    /** Begins at most so many at the same time. */
    DeliverySchedule(int maximumUnderWay) {
        this.maximumUnderWay = maximumUnderWay;
    }

    /** A delivery stands thus now. */
    void put(Delivery delivery) {
        leaveLane(delivery.id());
        pending.remove(delivery.id());
        delivery.pending().ifPresent(state -> {
            pending.put(delivery.id(), delivery);
            enterLane(delivery, state.nextAttemptAt());
        });
    }

    /**
     * Begins what is due. Lanes take turns.
     *
     * @param shards those that this replica owns
     * @param gate what to do about a due delivery; empty if its whole lane must wait
     * @return what to do; each must be {@link #finished}
     */
    List<Runnable> start(Set<Integer> shards, Instant now, Function<Delivery, Optional<Runnable>> gate) {
        own(shards);
        List<Runnable> steps = new ArrayList<>();
        for (Receiver receiver : List.copyOf(lanes.keySet())) {
            int before = steps.size();
            startLane(receiver, now, gate, steps);
            NavigableSet<Place> lane = lanes.get(receiver);
            if (lane != null && steps.size() > before) {
                lanes.remove(receiver);
                lanes.put(receiver, lane);
            }
        }
        return steps;
    }

    /** What was begun is over; if it is still pending, it waits again, until a time at least. */
    void finished(String id, Instant notBefore) {
        underWay.remove(id);
        Delivery delivery = pending.get(id);
        if (delivery != null) {
            Instant due = delivery.pending().orElseThrow().nextAttemptAt();
            enterLane(delivery, due.isBefore(notBefore) ? notBefore : due);
        }
    }

    /** When the next delivery will be due that is not so yet. */
    Optional<Instant> nextDue(Instant now) {
        return lanes.values().stream()
                .map(lane -> lane.first().due())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    private void startLane(
            Receiver receiver, Instant now, Function<Delivery, Optional<Runnable>> gate, List<Runnable> steps) {
        NavigableSet<Place> lane = lanes.get(receiver);
        while (lane != null
                && !lane.isEmpty()
                && !lane.first().due().isAfter(now)
                && underWay.size() < maximumUnderWay) {
            Delivery delivery = delivery(lane.first());
            Optional<Runnable> step = gate.apply(delivery);
            if (step.isEmpty()) {
                return;
            }
            leaveLane(delivery.id());
            underWay.add(delivery.id());
            steps.add(step.get());
        }
    }

    private Delivery delivery(Place place) {
        Delivery delivery = pending.get(place.id());
        if (delivery == null) {
            throw new IllegalStateException("a delivery waits in a lane and is not pending");
        }
        return delivery;
    }

    private void own(Set<Integer> shards) {
        if (!shards.equals(owned)) {
            owned = Set.copyOf(shards);
            lanes.clear();
            places.clear();
            pending.values()
                    .forEach(delivery ->
                            enterLane(delivery, delivery.pending().orElseThrow().nextAttemptAt()));
        }
    }

    private void enterLane(Delivery delivery, Instant due) {
        if (owned.contains(delivery.notice().shard()) && !underWay.contains(delivery.id())) {
            Place place = new Place(Receiver.of(delivery.notice()), due, delivery.id());
            places.put(delivery.id(), place);
            lanes.computeIfAbsent(place.receiver(), _ -> new TreeSet<>(Place.ORDER))
                    .add(place);
        }
    }

    private void leaveLane(String id) {
        Place place = places.remove(id);
        if (place != null) {
            NavigableSet<Place> lane = lanes.get(place.receiver());
            if (lane != null && lane.remove(place) && lane.isEmpty()) {
                lanes.remove(place.receiver());
            }
        }
    }
}
