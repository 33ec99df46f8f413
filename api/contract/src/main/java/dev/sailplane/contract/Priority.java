package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How soon a job's steps are taken while others wait for the same device. */
public enum Priority {
    /** Somebody is waiting for it: before all batch jobs. */
    @JsonProperty("interactive")
    INTERACTIVE,
    /** Nobody is: after the interactive ones, though not for ever. */
    @JsonProperty("batch")
    BATCH
}
