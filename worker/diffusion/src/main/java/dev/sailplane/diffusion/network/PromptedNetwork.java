package dev.sailplane.diffusion.network;

/** A noise predictor with its own text encoder: a whole diffusion checkpoint. Not for use by several threads at once. */
public interface PromptedNetwork extends NoisePredictor, AutoCloseable {
    /** Sizes and options of the network. */
    NetworkConfiguration configuration();

    /** Whether it is computed on a GPU. */
    default boolean onGpu() {
        return false;
    }

    /**
     * Encodes a prompt for the rows of {@link #predict}; once a prompt, not once a step.
     *
     * @param tokens as many as the text encoder's context length
     * @return to be closed by the caller, after its last use
     */
    PromptEncoding encode(PromptTokens tokens);

    @Override
    void close();
}
