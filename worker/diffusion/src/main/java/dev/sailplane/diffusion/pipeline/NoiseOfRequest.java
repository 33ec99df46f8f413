package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.noise.KeyedNoise;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.noise.TorchCpuNoise;
import dev.sailplane.diffusion.noise.TorchCpuNoise.StageLayout;
import java.util.ArrayList;
import java.util.List;

/** Makes the noise source that a request asks for. */
final class NoiseOfRequest {
    private NoiseOfRequest() {}

    static NoiseSource source(NetworkPair networks, GenerationRequest request) {
        long seed = request.noise().seed();
        return switch (request.noise().kind()) {
            case KEYED -> new KeyedNoise(seed);
            case TORCH_CPU -> new TorchCpuNoise(seed, layouts(networks, request));
        };
    }

    /** The reference always carries unconditional rows through its base stage, guided or not. */
    private static List<StageLayout> layouts(NetworkPair networks, GenerationRequest request) {
        List<StageLayout> layouts = new ArrayList<>();
        layouts.add(new StageLayout(
                2 * request.count(),
                values(networks.base().imageSize()),
                request.settings().base().respacing().steps()));
        request.settings()
                .upsampling()
                .ifPresent(settings -> layouts.add(new StageLayout(
                        request.count(),
                        values(networks.upsampler().imageSize()),
                        settings.respacing().steps())));
        return layouts;
    }

    private static int values(int imageSize) {
        return 3 * imageSize * imageSize;
    }
}
