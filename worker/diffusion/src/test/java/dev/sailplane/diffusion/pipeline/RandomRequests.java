package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.noise.NoiseKind;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Requests of all kinds: guided and not, both samplers, small and large pictures, edits and variations among them. */
record RandomRequests(SplittableRandom random) {
    private static final List<String> PROMPTS = List.of("", "a ring", "a red cube", "the sea at night, oil on canvas");
    private static final int PICTURE = 12; // a size that no network works at

    GenerationRequest next() {
        NoiseKind kind = random.nextInt(5) == 0 ? NoiseKind.TORCH_CPU : NoiseKind.KEYED;
        int first = kind == NoiseKind.KEYED ? random.nextInt(3) : 0;
        return new GenerationRequest(
                new Prompt(prompt(), random.nextBoolean() ? "" : prompt()),
                random.nextInt(1, 4),
                new NoiseSettings(random.nextLong(), kind, first),
                settings(),
                source());
    }

    private GenerationSettings settings() {
        BaseSettings base =
                new BaseSettings(Respacing.evenly(random.nextInt(2, 9)), sampler(), random.nextInt(3) == 0 ? 1 : 3);
        UpsamplingSettings upsampling =
                new UpsamplingSettings(Respacing.evenly(random.nextInt(1, 4)), sampler(), 0.997);
        return new GenerationSettings(base, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(upsampling));
    }

    private Sampler sampler() {
        return switch (random.nextInt(3)) {
            case 0 -> new Sampler.Ddim(0);
            case 1 -> new Sampler.Ddim(0.5);
            default -> new Sampler.Ancestral();
        };
    }

    private Optional<Source> source() {
        return switch (random.nextInt(5)) {
            case 0 -> Optional.of(new Edit(picture(), mask()));
            case 1 -> Optional.of(new Variation(picture(), random.nextDouble(0.1, 1)));
            default -> Optional.empty();
        };
    }

    private RgbImage picture() {
        byte[] rgb = new byte[3 * PICTURE * PICTURE];
        random.nextBytes(rgb);
        return new RgbImage(PICTURE, PICTURE, rgb);
    }

    private Mask mask() {
        boolean[] keep = new boolean[PICTURE * PICTURE];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = random.nextBoolean();
        }
        return new Mask(PICTURE, PICTURE, keep);
    }

    private String prompt() {
        return PROMPTS.get(random.nextInt(PROMPTS.size()));
    }
}
