package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.StepFailedException;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * GLIDE, prompt to pictures (Nichol et al. 2021). Owns the networks it is given and closes them. {@link #generate} is for
 * callers who are alone with the device; who shares it among many takes {@link #begin} and a scheduler.
 */
public final class GlidePipeline implements AutoCloseable {
    private static final Duration ANY = Duration.ofSeconds(1);

    private final String model;
    private final NetworkPair plain;
    private final Optional<NetworkPair> inpainting;
    private final Lanes lanes;

    /**
     * @param model the model's name, for the pictures' parameters
     * @param plain networks that make whole pictures
     * @param inpainting networks that know of kept pixels; without them an edit puts the kept pixels back after each
     *     step of the plain networks, which do not see them otherwise: edits work, but fit in less well. If they lack
     *     an upsampler, the plain one takes its place in the same way.
     * @param lanes makes a network's lane, at its first use
     */
    public GlidePipeline(
            String model, NetworkPair plain, Optional<NetworkPair> inpainting, Function<PromptedNetwork, Lane> lanes) {
        this.model = model;
        this.plain = plain;
        this.inpainting = inpainting;
        this.lanes = new Lanes(lanes);
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
     * Makes a request ready for a scheduler; nothing is computed yet. The caller closes it. To be used on one thread, as
     * all generations of this pipeline.
     *
     * @param claim what the request may ask for
     * @param listener told of every step; may stop the generation by throwing
     * @param course which part of the way is to be gone
     * @throws IllegalArgumentException when the request asks for what the model lacks, or the course goes on from a state
     *     that is none of this request's
     */
    public Generation begin(GenerationRequest request, Claim claim, GenerationListener listener, Course course) {
        return new Generation(
                this, networks(request.edit().isPresent()), request, new Generation.Terms(claim, listener, course));
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
        InstantSource clock = InstantSource.system();
        StepScheduler scheduler = new StepScheduler(new FairOrder(new DeficitRoundRobin(ANY), ANY), clock);
        try (Generation generation = begin(request, Claim.ALONE, listener, Course.WHOLE)) {
            generation.tasks().forEach(scheduler::add);
            while (!generation.over()) {
                scheduler.step();
            }
            generation.failure().ifPresent(GlidePipeline::rethrow);
            return generation.images();
        }
    }

    private static void rethrow(RuntimeException failure) {
        throw failure instanceof StepFailedException && failure.getCause() instanceof RuntimeException cause
                ? cause
                : failure;
    }

    /** Closes the networks, after the generation that is running, if any. */
    @Override
    public synchronized void close() {
        plain.close();
        inpainting.ifPresent(NetworkPair::close);
    }

    String model() {
        return model;
    }

    Lane lane(PromptedNetwork network) {
        return lanes.of(network);
    }

    /** How long a row takes, seconds; 0 before that is known. */
    double secondsPerRow(PromptedNetwork network) {
        return lanes.known(network).map(Lane::secondsPerRow).orElse(0.0);
    }

    private NetworkPair networks(boolean edit) {
        return inpainting
                .filter(pair -> edit)
                .map(pair -> new NetworkPair(pair.base(), pair.upsampling().or(plain::upsampling)))
                .orElse(plain);
    }
}
