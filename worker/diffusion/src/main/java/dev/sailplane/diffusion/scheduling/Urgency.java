package dev.sailplane.diffusion.scheduling;

/** How soon steps are wanted; in the order in which they are served. */
public enum Urgency {
    /** Somebody is waiting. */
    INTERACTIVE,
    /** Nobody is. */
    BATCH
}
