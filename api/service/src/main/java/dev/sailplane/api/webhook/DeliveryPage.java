package dev.sailplane.api.webhook;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Some deliveries, newest first.
 *
 * @param previous where the newer ones end, if there are any
 * @param next where the older ones begin, if there are any
 */
public record DeliveryPage(List<Delivery> deliveries, Optional<Cursor> previous, Optional<Cursor> next) {
    /** Deliveries a page. */
    public static final int SIZE = 100;

    private static final Comparator<Cursor> ELDEST_FIRST =
            Comparator.comparing(Cursor::createdAt).thenComparing(Cursor::id);

    public DeliveryPage {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * A place in the order of deliveries.
     *
     * @param createdAt of the delivery it is at
     * @param id of that delivery
     * @param newer whether the page holds the ones newer than it, or the older ones
     */
    public record Cursor(Instant createdAt, String id, boolean newer) {}

    /** The page at a cursor, the first one without. */
    public static DeliveryPage of(Stream<Delivery> all, Optional<Cursor> cursor) {
        boolean backwards = cursor.filter(Cursor::newer).isPresent();
        Comparator<Delivery> eldestFirst = Comparator.comparing(DeliveryPage::place, ELDEST_FIRST);
        List<Delivery> found = all.filter(cursor.map(DeliveryPage::beyond).orElse(_ -> true))
                .sorted(backwards ? eldestFirst : eldestFirst.reversed())
                .limit(SIZE + 1L)
                .toList();
        List<Delivery> page = found.subList(0, Math.min(SIZE, found.size()));
        boolean more = found.size() > SIZE;
        return backwards
                ? new DeliveryPage(page.reversed(), edge(page, more, true), edge(page, true, false))
                : new DeliveryPage(page, edge(page, cursor.isPresent(), true), edge(page, more, false));
    }

    // The newest (or eldest) of the page, from which the next one goes on.
    private static Optional<Cursor> edge(List<Delivery> page, boolean exists, boolean newer) {
        if (!exists || page.isEmpty()) {
            return Optional.empty();
        }
        List<Cursor> places = page.stream().map(DeliveryPage::place).toList();
        Cursor edge = newer ? Collections.max(places, ELDEST_FIRST) : Collections.min(places, ELDEST_FIRST);
        return Optional.of(new Cursor(edge.createdAt, edge.id, newer));
    }

    private static Predicate<Delivery> beyond(Cursor cursor) {
        return delivery -> {
            int order = ELDEST_FIRST.compare(place(delivery), cursor);
            return cursor.newer ? order > 0 : order < 0;
        };
    }

    private static Cursor place(Delivery delivery) {
        return new Cursor(delivery.notice().createdAt(), delivery.id(), false);
    }
}
