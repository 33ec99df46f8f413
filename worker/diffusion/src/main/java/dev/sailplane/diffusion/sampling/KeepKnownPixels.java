package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.KnownPixels;

/** Puts the known pixels back into every predicted picture. */
public record KeepKnownPixels(KnownPixels known) implements DenoisedHook {
    @Override
    public float[] apply(float[] predictedXStart) {
        float[] mask = known.mask().values();
        float[] image = known.image().values();
        float[] kept = new float[predictedXStart.length];
        for (int i = 0; i < kept.length; i++) {
            float m = mask[i % mask.length]; // one mask for all three planes
            kept[i] = predictedXStart[i] * (1 - m) + image[i] * m;
        }
        return kept;
    }
}
