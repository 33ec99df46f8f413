package dev.sailplane.diffusion.network;

/**
 * A prompt as one network sees it: pooled text feature and the keys and values of every attention layer, on the
 * network's device, computed once and used by every step. Belongs to the network that made it; whoever asked for it
 * closes it, after the last step that uses it.
 */
public interface PromptEncoding extends AutoCloseable {
    @Override
    void close();
}
