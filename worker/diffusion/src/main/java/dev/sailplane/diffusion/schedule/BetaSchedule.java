package dev.sailplane.diffusion.schedule;

import java.util.Arrays;

/** The variance beta_t of the noise that the forward process adds at step t, for every t. */
public enum BetaSchedule {
    /** Evenly growing betas (Ho et al. 2020, section 4), scaled so that fewer steps destroy as much; the upsampler's. */
    LINEAR("linear") {
        @Override
        public double[] betas(int steps) {
            double scale = 1000.0 / steps;
            double first = scale * 1e-4;
            double last = scale * 0.02;
            double stride = (last - first) / (steps - 1);
            double[] betas = new double[steps];
            Arrays.setAll(betas, i -> first + i * stride);
            betas[steps - 1] = last;
            return betas;
        }
    },

    /** Squared cosine with betas capped at 0.999 (Nichol &amp; Dhariwal 2021, equation 17); the base network's. */
    SQUARED_COSINE("squaredcos_cap_v2") {
        @Override
        public double[] betas(int steps) {
            double[] betas = new double[steps];
            Arrays.setAll(
                    betas,
                    i -> Math.min(1 - squaredCosine((i + 1.0) / steps) / squaredCosine((double) i / steps), 0.999));
            return betas;
        }
    };

    private final String key;

    BetaSchedule(String key) {
        this.key = key;
    }

    /** The name model files call it by: {@code linear} or {@code squaredcos_cap_v2}. */
    public String key() {
        return key;
    }

    /**
     * The betas of a process of so many steps.
     *
     * @param steps at least 2
     */
    public abstract double[] betas(int steps);

    /**
     * The schedule of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static BetaSchedule ofKey(String key) {
        return Arrays.stream(values())
                .filter(schedule -> schedule.key.equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("noise schedule must be linear or squaredcos_cap_v2, not " + key));
    }

    private static double squaredCosine(double u) {
        double cosine = Math.cos((u + 0.008) / 1.008 * Math.PI / 2);
        return cosine * cosine;
    }
}
