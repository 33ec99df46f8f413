package dev.sailplane.devstack.chaos;

import java.util.Map;

/** Reads what a topic holds. Blocking. */
public interface TopicReader {
    /** Takes one record. */
    @FunctionalInterface
    interface Reader {
        /** The record's headers, and its value as text. */
        void take(Map<String, String> headers, String value);
    }

    /** Hands over every record that lies in the topic now, in order. */
    void read(String topic, Reader reader) throws InterruptedException;
}
