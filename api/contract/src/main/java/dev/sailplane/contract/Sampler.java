package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a stage walks from noise to picture. */
public enum Sampler {
    /** Ancestral sampling with the learned variance (DDPM). */
    @JsonProperty("ancestral")
    ANCESTRAL,
    /** DDIM with eta 0. */
    @JsonProperty("ddim")
    DDIM
}
