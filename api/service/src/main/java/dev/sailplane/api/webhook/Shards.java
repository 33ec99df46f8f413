package dev.sailplane.api.webhook;

import java.util.Set;

/** Which deliveries this replica answers for. Answers at once, from many threads. */
public interface Shards {
    /** Whether this replica has read what was there before its start. */
    boolean caughtUp();

    /** Partitions of the events whose deliveries are this replica's; none before it has caught up. */
    Set<Integer> owned();
}
