package dev.sailplane.api.webhook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A log in memory, as bytes, that can be down or take its writer with it. */
final class MemoryJournal implements DeliveryJournal {
    /** The replica died before its record was written. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private final List<byte[]> records = new ArrayList<>();
    private final Map<String, Delivery> latest = new TreeMap<>();
    private boolean crashes;
    private int failures;

    @Override
    public synchronized void append(Delivery delivery) {
        if (crashes) {
            crashes = false;
            throw new Crash();
        }
        if (failures > 0) {
            failures--;
            throw new DeliveryJournalException("down", new IOException("down"));
        }
        byte[] record = DeliveryRecords.write(delivery);
        records.add(record);
        latest.put(delivery.id(), DeliveryRecords.read(record));
    }

    synchronized void crashAtNextRecord() {
        crashes = true;
    }

    synchronized void refuse(int times) {
        failures = times;
    }

    /** All records, in their order. */
    synchronized List<Delivery> records() {
        return records.stream().map(DeliveryRecords::read).toList();
    }

    /** What compaction leaves: the latest record of each delivery. */
    synchronized Map<String, Delivery> latest() {
        return Map.copyOf(latest);
    }
}
