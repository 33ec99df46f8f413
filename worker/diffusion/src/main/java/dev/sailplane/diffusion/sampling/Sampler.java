package dev.sailplane.diffusion.sampling;

/** How a sample goes from one noise level to the next lower one. */
public sealed interface Sampler {
    /** Draws from the learned reverse process, variance included (Ho et al. 2020, algorithm 2). */
    record Ancestral() implements Sampler {
        @Override
        public String toString() {
            return "ancestral";
        }
    }

    /**
     * The implicit process (Song et al. 2020, equation 12).
     *
     * @param eta share of fresh noise, in [0, 1]; 0 is deterministic
     */
    record Ddim(double eta) implements Sampler {
        public Ddim {
            if (!(eta >= 0 && eta <= 1)) {
                throw new IllegalArgumentException("eta must lie in [0, 1], not " + eta);
            }
        }

        @Override
        public String toString() {
            return eta == 0 ? "ddim" : "ddim eta " + eta;
        }
    }
}
