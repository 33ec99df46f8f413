package dev.sailplane.api.webhook;

/** Keeps deliveries safe: what is appended is read by every replica. Blocking, bounded in time, for many threads. */
public interface DeliveryJournal {
    /**
     * Returns when the delivery's new state is safe.
     *
     * @throws DeliveryJournalException when it may not be: worth trying again
     */
    void append(Delivery delivery);
}
