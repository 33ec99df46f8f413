package dev.sailplane.diffusion.model;

/** What a user may expect of a model's weights. */
public enum WeightsKind {
    /** Shows that the path works; its pictures are not worth having. */
    TOY,
    /** Trained in earnest. */
    TRAINED
}
