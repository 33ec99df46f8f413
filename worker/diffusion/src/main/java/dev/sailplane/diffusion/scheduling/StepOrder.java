package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who gets the next step. Belongs to the scheduler's thread. */
public interface StepOrder {
    /** The tasks, those who are to be served first in front. */
    List<Waiting> order(List<Waiting> waiting, Instant now);

    /** Takes note of what a tenant's task got. */
    void charge(Waiting served, Duration share);
}
