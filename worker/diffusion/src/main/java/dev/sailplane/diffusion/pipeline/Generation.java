package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.KnownPixels;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.noise.StageNoise;
import dev.sailplane.diffusion.sampling.Advance;
import dev.sailplane.diffusion.sampling.BoundedBatch;
import dev.sailplane.diffusion.sampling.DenoisedHook;
import dev.sailplane.diffusion.sampling.Guidance;
import dev.sailplane.diffusion.sampling.KeepKnownPixels;
import dev.sailplane.diffusion.sampling.LockStep;
import dev.sailplane.diffusion.sampling.Trajectory;
import dev.sailplane.diffusion.sampling.TrajectorySettings;
import dev.sailplane.diffusion.sampling.TrajectorySettings.Denoised;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One request on its way: the flows of GLIDE (Nichol et al. 2021, sections 3 and 4), whole pictures and edits alike. */
final class Generation {
    private static final int MAXIMUM_ROWS = 16;
    private static final PromptEncoding NOT_NEEDED = () -> {};

    private final NetworkPair networks;
    private final GenerationRequest request;
    private final GenerationListener listener;
    private final NoiseSource noise;
    private final Optional<KeptPart> kept;

    Generation(NetworkPair networks, GenerationRequest request, GenerationListener listener) {
        request.settings().upsampling().ifPresent(settings -> networks.upsampler()); // rather now than after the base
        this.networks = networks;
        this.request = request;
        this.listener = listener;
        this.noise = NoiseOfRequest.source(networks, request);
        this.kept = request.edit().map(edit -> KeptPart.of(edit, networks.base().imageSize()));
    }

    /** The finished samples, one a picture. */
    List<PixelTensor> run() {
        List<PixelTensor> small = base();
        return request.settings()
                .upsampling()
                .map(settings -> upsampled(small, settings))
                .orElse(small);
    }

    private List<PixelTensor> base() {
        BaseStage stage = networks.base();
        BaseSettings settings = request.settings().base();
        NoiseSchedule schedule = NoiseSchedule.of(stage.schedule(), settings.respacing());
        boolean guided = settings.guidanceScale() != 1;
        try (PromptEncoding prompt = encode(stage.network(), request.prompt().text());
                PromptEncoding negative =
                        guided ? encode(stage.network(), request.prompt().negative()) : NOT_NEEDED) {
            Optional<KnownPixels> known = seen(stage.network());
            Conditioning conditional = new Conditioning(prompt, Optional.empty(), known);
            Conditioning unconditional = new Conditioning(negative, Optional.empty(), known);
            Guidance guidance = guided
                    ? new Guidance.ClassifierFree(conditional, unconditional, settings.guidanceScale())
                    : new Guidance.None(conditional);
            Denoised denoised = denoised(stage.imageSize());
            return run(
                    Stage.BASE,
                    stage.network(),
                    image -> baseStart(
                            new TrajectorySettings(
                                    schedule, settings.sampler(), guidance, denoised, noise(image, Stage.BASE)),
                            stage.imageSize()));
        }
    }

    private Trajectory baseStart(TrajectorySettings settings, int size) {
        Optional<PixelTensor> source = request.variation().map(variation -> tensor(variation, size));
        return source.isPresent()
                ? Trajectory.startFrom(settings, source.get(), request.baseSteps())
                : Trajectory.start(settings, size, size, 1);
    }

    private static PixelTensor tensor(Variation variation, int size) {
        return EightBits.tensor(BicubicResize.resize(variation.picture(), size, size));
    }

    private List<PixelTensor> upsampled(List<PixelTensor> small, UpsamplingSettings settings) {
        UpsamplingStage stage = networks.upsampler();
        NoiseSchedule schedule = NoiseSchedule.of(stage.schedule(), settings.respacing());
        try (PromptEncoding prompt = encode(stage.network(), request.prompt().text())) {
            Optional<KnownPixels> known = seen(stage.network());
            Denoised denoised = denoised(stage.imageSize());
            return run(Stage.UPSAMPLING, stage.network(), image -> {
                PixelTensor low = EightBits.quantised(small.get(image));
                Guidance unguided = new Guidance.None(new Conditioning(prompt, Optional.of(low), known));
                return Trajectory.start(
                        new TrajectorySettings(
                                schedule, settings.sampler(), unguided, denoised, noise(image, Stage.UPSAMPLING)),
                        stage.imageSize(),
                        stage.imageSize(),
                        settings.temperature());
            });
        }
    }

    private List<PixelTensor> run(Stage stage, PromptedNetwork network, IntFunction<Trajectory> start) {
        List<Trajectory> trajectories =
                IntStream.range(0, request.count()).mapToObj(start).toList();
        int skipped = trajectories.getFirst().stepsDone();
        return new LockStep(new BoundedBatch(network, MAXIMUM_ROWS)).run(trajectories, advances -> {
            int step = advances.getFirst().next().stepsDone() - skipped;
            listener.step(progress(stage, step), preview(advances));
        });
    }

    private static Preview preview(List<Advance> advances) {
        return () -> advances.stream()
                .map(advance -> EightBits.picture(advance.predictedXStart()))
                .toList();
    }

    private PromptEncoding encode(PromptedNetwork network, String text) {
        return network.encode(GlideTokenizer.of(network.configuration().text()).tokens(text));
    }

    /** What a network is told of the kept part: nothing, unless it was made for that. */
    private Optional<KnownPixels> seen(PromptedNetwork network) {
        int size = network.configuration().imageSize();
        return network.configuration().inpainting() ? kept.map(part -> part.at(size)) : Optional.empty();
    }

    private Denoised denoised(int size) {
        DenoisedHook hook = kept.map(part -> (DenoisedHook) new KeepKnownPixels(part.at(size)))
                .orElse(DenoisedHook.NONE);
        return new Denoised(hook, true);
    }

    private StageNoise noise(int image, Stage stage) {
        return noise.of(request.noise().firstImage() + image, stage.noiseIndex());
    }

    private Progress progress(Stage stage, int step) {
        int base = request.baseSteps();
        int upsampling = request.settings()
                .upsampling()
                .map(settings -> settings.respacing().steps())
                .orElse(0);
        return switch (stage) {
            case BASE -> new Progress(stage, step, base, step, base + upsampling);
            case UPSAMPLING -> new Progress(stage, step, upsampling, base + step, base + upsampling);
        };
    }
}
