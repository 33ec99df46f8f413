package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a picture's bits depend on, beside its job, the model and the kind of device. */
public enum Numerics {
    /** Nothing: alone or in company, interrupted or not, they are the same. */
    @JsonProperty("exact")
    EXACT,
    /** The number of rows in its batches: the last bits may differ from one run to the next. */
    @JsonProperty("fast")
    FAST
}
