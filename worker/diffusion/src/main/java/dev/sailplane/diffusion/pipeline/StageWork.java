package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.KnownPixels;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.sampling.Guidance;
import dev.sailplane.diffusion.sampling.KeepKnownPixels;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.sampling.Trajectory;
import dev.sailplane.diffusion.sampling.TrajectorySettings;
import dev.sailplane.diffusion.sampling.TrajectorySettings.Denoised;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import java.util.Optional;

/**
 * One stage of one request: what all its pictures share there, prompts encoded once, and how a picture begins or goes on
 * (Nichol et al. 2021, sections 3 and 4). Whoever made it closes it, on the device's thread.
 */
abstract sealed class StageWork implements AutoCloseable {
    final PromptedNetwork network;
    final GenerationRequest request;
    private final NoiseSource noise;
    private final Stage stage;
    private final Optional<KnownPixels> known;

    private StageWork(
            Stage stage, PromptedNetwork network, GenerationRequest request, NoiseSource noise, int baseSize) {
        this.stage = stage;
        this.network = network;
        this.request = request;
        this.noise = noise;
        this.known = request.edit()
                .map(edit ->
                        KeptPart.of(edit, baseSize).at(network.configuration().imageSize()));
    }

    /** A picture's beginning. */
    abstract Trajectory start(int image, Optional<PixelTensor> small);

    abstract TrajectorySettings settings(int image, Optional<PixelTensor> small);

    /** Rows of one step of one picture. */
    abstract int rows();

    /** Where a picture was, to go on from. */
    final Trajectory at(int image, PictureState state) {
        return new Trajectory(settings(image, state.small()), state.sample(), state.stepsDone());
    }

    final TrajectorySettings settings(int image, NoiseSchedule schedule, Sampler sampler, Guidance guidance) {
        Denoised denoised = known.map(pixels -> new Denoised(new KeepKnownPixels(pixels), true))
                .orElse(Denoised.CLIPPED);
        return new TrajectorySettings(
                schedule,
                sampler,
                guidance,
                denoised,
                noise.of(request.noise().firstImage() + image, stage.noiseIndex()));
    }

    final PromptEncoding encode(String text) {
        return network.encode(GlideTokenizer.of(network.configuration().text()).tokens(text));
    }

    /** What the network is told of the kept part: nothing, unless it was made for that. */
    final Conditioning conditioning(PromptEncoding prompt, Optional<PixelTensor> small) {
        return new Conditioning(prompt, small, network.configuration().inpainting() ? known : Optional.empty());
    }

    private static PixelTensor resized(RgbImage picture, int size) {
        return EightBits.tensor(BicubicResize.resize(picture, size, size));
    }

    @Override
    public abstract void close();

    /** Prompt to small picture. */
    static final class Base extends StageWork {
        private final BaseSettings base;
        private final NoiseSchedule schedule;
        private final PromptEncoding prompt;
        private final Optional<PromptEncoding> negative;

        Base(NetworkPair networks, GenerationRequest request, NoiseSource noise) {
            super(
                    Stage.BASE,
                    networks.base().network(),
                    request,
                    noise,
                    networks.base().imageSize());
            base = request.settings().base();
            schedule = NoiseSchedule.of(networks.base().schedule(), base.respacing());
            prompt = encode(request.prompt().text());
            negative = rows() == 2 ? Optional.of(encode(request.prompt().negative())) : Optional.empty();
        }

        @Override
        int rows() {
            return base.guidanceScale() == 1 ? 1 : 2;
        }

        @Override
        Trajectory start(int image, Optional<PixelTensor> small) {
            TrajectorySettings settings = settings(image, small);
            int size = network.configuration().imageSize();
            return request.variation()
                    .map(variation ->
                            Trajectory.startFrom(settings, resized(variation.picture(), size), request.baseSteps()))
                    .orElseGet(() -> Trajectory.start(settings, size, size, 1));
        }

        @Override
        TrajectorySettings settings(int image, Optional<PixelTensor> small) {
            Conditioning conditional = conditioning(prompt, Optional.empty());
            Guidance guidance = negative.<Guidance>map(encoding -> new Guidance.ClassifierFree(
                            conditional, conditioning(encoding, Optional.empty()), base.guidanceScale()))
                    .orElseGet(() -> new Guidance.None(conditional));
            return settings(image, schedule, base.sampler(), guidance);
        }

        @Override
        public void close() {
            prompt.close();
            negative.ifPresent(PromptEncoding::close);
        }
    }

    /** Small picture to large one. */
    static final class Upsampling extends StageWork {
        private final UpsamplingSettings upsampling;
        private final NoiseSchedule schedule;
        private final PromptEncoding prompt;

        Upsampling(NetworkPair networks, UpsamplingSettings upsampling, GenerationRequest request, NoiseSource noise) {
            super(
                    Stage.UPSAMPLING,
                    networks.upsampler().network(),
                    request,
                    noise,
                    networks.base().imageSize());
            this.upsampling = upsampling;
            schedule = NoiseSchedule.of(networks.upsampler().schedule(), upsampling.respacing());
            prompt = encode(request.prompt().text());
        }

        @Override
        int rows() {
            return 1;
        }

        @Override
        Trajectory start(int image, Optional<PixelTensor> small) {
            int size = network.configuration().imageSize();
            TrajectorySettings settings = settings(image, small);
            if (upsampling.respacing().span() == Respacing.DIFFUSION_STEPS) {
                return Trajectory.start(settings, size, size, upsampling.temperature());
            }
            PixelTensor enlarged = resized(EightBits.picture(small.orElseThrow()), size);
            return Trajectory.startNear(settings, enlarged, upsampling.temperature());
        }

        @Override
        TrajectorySettings settings(int image, Optional<PixelTensor> small) {
            return settings(
                    image,
                    schedule,
                    upsampling.sampler(),
                    new Guidance.None(conditioning(prompt, small.map(EightBits::quantised))));
        }

        @Override
        public void close() {
            prompt.close();
        }
    }
}
