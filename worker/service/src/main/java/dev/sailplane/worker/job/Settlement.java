package dev.sailplane.worker.job;

/** How the queue is to regard a delivery from now on. */
public enum Settlement {
    /** Done; not to be dealt out again. */
    ACCEPT,
    /** Not done; to be dealt out again at once. */
    RELEASE,
    /** Not to be done by anyone. */
    REJECT
}
