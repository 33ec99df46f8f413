package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.network.PixelTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GLIDE, prompt to pictures (Nichol et al. 2021). Owns the networks it is given and closes them. Generates on the
 * caller's thread; callers on several threads take turns.
 */
public final class GlidePipeline implements AutoCloseable {
    private final String model;
    private final NetworkPair plain;
    private final Optional<NetworkPair> inpainting;

    /**
     * @param model the model's name, for the pictures' parameters
     * @param plain networks that make whole pictures
     * @param inpainting networks that know of kept pixels; without them an edit puts the kept pixels back after each
     *     step of the plain networks, which do not see them otherwise: edits work, but fit in less well. If they lack
     *     an upsampler, the plain one takes its place in the same way.
     */
    public GlidePipeline(String model, NetworkPair plain, Optional<NetworkPair> inpainting) {
        this.model = model;
        this.plain = plain;
        this.inpainting = inpainting;
    }

    /**
     * The settings for requests that name none.
     *
     * @param edit whether a picture is to be edited, which has settings of its own if the model has networks for it
     */
    public GenerationSettings defaults(boolean edit) {
        return networks(edit).defaults();
    }

    /**
     * Height and width of the pictures that the settings lead to.
     *
     * @throws IllegalArgumentException when the settings ask for an upsampler and the model has none
     */
    public int imageSize(GenerationSettings settings) {
        return settings.upsampling().isPresent()
                ? plain.upsampler().imageSize()
                : plain.base().imageSize();
    }

    /**
     * Generates pictures; blocks until all are done.
     *
     * @param listener told of every step; may stop the generation by throwing
     * @return as many pictures as the request counts, in order
     * @throws IllegalArgumentException when the request asks for what the model lacks
     * @throws java.util.concurrent.CancellationException when the listener throws it
     */
    public synchronized List<GeneratedImage> generate(GenerationRequest request, GenerationListener listener) {
        NetworkPair networks = networks(request.edit().isPresent());
        List<PixelTensor> samples = new Generation(networks, request, listener).run();
        return IntStream.range(0, samples.size())
                .mapToObj(i -> image(networks, request, request.noise().firstImage() + i, samples.get(i)))
                .toList();
    }

    /** Closes the networks, after the generation that is running, if any. */
    @Override
    public synchronized void close() {
        plain.close();
        inpainting.ifPresent(NetworkPair::close);
    }

    private GeneratedImage image(NetworkPair networks, GenerationRequest request, int index, PixelTensor sample) {
        return new GeneratedImage(index, EightBits.picture(sample), Parameters.of(model, networks, request, index));
    }

    private NetworkPair networks(boolean edit) {
        return inpainting
                .filter(pair -> edit)
                .map(pair -> new NetworkPair(pair.base(), pair.upsampling().or(plain::upsampling)))
                .orElse(plain);
    }
}
