package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.schedule.NoiseLevel;
import dev.sailplane.diffusion.schedule.Respacing;

/** How a sample goes from one noise level to the next lower one. */
public sealed interface Sampler {
    /**
     * The timesteps to visit when a number of steps is all that was asked for.
     *
     * @param span among how many timesteps, the first
     * @throws dev.sailplane.diffusion.schedule.InvalidRespacingException when the number is not 1 to span
     */
    Respacing respacing(int steps, int span);

    /** Whether {@link #step} uses its noise. */
    boolean usesNoise();

    /**
     * One step.
     *
     * @param level the noise level of x_t
     * @param sample x_t
     * @param distribution what the network's prediction implies
     * @param noise standard normal; ignored by the last step and where {@link #usesNoise} is false
     * @return x_{t-1}
     */
    float[] step(NoiseLevel level, float[] sample, ReverseDistribution distribution, float[] noise);

    /** Draws from the learned reverse process, variance included (Ho et al. 2020, algorithm 2). */
    record Ancestral() implements Sampler {
        @Override
        public Respacing respacing(int steps, int span) {
            return Respacing.evenly(steps, span);
        }

        @Override
        public boolean usesNoise() {
            return true;
        }

        @Override
        public float[] step(NoiseLevel level, float[] sample, ReverseDistribution distribution, float[] noise) {
            if (level.last()) {
                return distribution.mean();
            }
            float[] mean = distribution.mean();
            float[] logVariance = distribution.logVariance();
            float[] next = new float[mean.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = mean[i] + (float) Math.exp(0.5f * logVariance[i]) * noise[i];
            }
            return next;
        }

        @Override
        public String toString() {
            return "ancestral";
        }
    }

    /**
     * The implicit process (Song et al. 2020, equations 12 and 16). The learned variance is ignored.
     *
     * @param eta share of fresh noise, in [0, 1]; 0 is deterministic
     */
    record Ddim(double eta) implements Sampler {
        public Ddim {
            if (!(eta >= 0 && eta <= 1)) {
                throw new IllegalArgumentException("eta must lie in [0, 1], not " + eta);
            }
        }

        /** Every n-th where a whole stride gives that many, as DDIM is usually used; else evenly spaced. */
        @Override
        public Respacing respacing(int steps, int span) {
            return Respacing.everyNth(steps, span).orElseGet(() -> Respacing.evenly(steps, span));
        }

        @Override
        public boolean usesNoise() {
            return eta > 0;
        }

        @Override
        public float[] step(NoiseLevel level, float[] sample, ReverseDistribution distribution, float[] noise) {
            float alpha = (float) level.alphaCumprod();
            float alphaPrevious = (float) level.alphaCumprodPrevious();
            float sigma = (float) eta * root((1 - alphaPrevious) / (1 - alpha)) * root(1 - alpha / alphaPrevious);
            float[] xStart = distribution.predictedXStart();
            float[] next = Arrays32.combine(
                    root(alphaPrevious),
                    xStart,
                    root(1 - alphaPrevious - sigma * sigma),
                    ForwardProcess.noiseFromXStart(level, sample, xStart)); // of the clipped picture
            return level.last() || !usesNoise() ? next : Arrays32.combine(1, next, sigma, noise);
        }

        /**
         * One step of the deterministic process backwards, towards more noise (Song et al. 2020, section 4.3).
         *
         * @return x_{t+1}
         */
        public static float[] reverseStep(NoiseLevel level, float[] sample, ReverseDistribution distribution) {
            float alphaNext = (float) level.alphaCumprodNext();
            float[] xStart = distribution.predictedXStart();
            float[] noise = ForwardProcess.noiseFromXStart(level, sample, xStart);
            return Arrays32.combine(root(alphaNext), xStart, root(1 - alphaNext), noise);
        }

        private static float root(float value) {
            return (float) Math.sqrt(value);
        }

        @Override
        public String toString() {
            return eta == 0 ? "ddim" : "ddim, eta " + eta;
        }
    }
}
