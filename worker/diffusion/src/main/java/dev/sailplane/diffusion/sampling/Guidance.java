package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.PixelTensor;
import java.util.List;

/** Which predictions a step asks for, and what it makes of them. */
public sealed interface Guidance {
    /** What the rows of one step are conditioned on, one entry a row. */
    List<Conditioning> conditionings();

    /** One prediction out of the rows' predictions, which are in the order of {@link #conditionings}. */
    NoisePrediction combine(List<NoisePrediction> predictions);

    /** Follows the conditional prediction alone. */
    record None(Conditioning conditioning) implements Guidance {
        @Override
        public List<Conditioning> conditionings() {
            return List.of(conditioning);
        }

        @Override
        public NoisePrediction combine(List<NoisePrediction> predictions) {
            return predictions.getFirst();
        }
    }

    /**
     * Classifier-free guidance (Ho &amp; Salimans 2022, equation 6, in GLIDE's form: Nichol et al. 2021, section 2.3):
     * moves the predicted noise away from the unconditional prediction. The variance stays the conditional row's.
     *
     * @param conditional with the prompt
     * @param unconditional with the empty prompt, or with a negative one
     * @param scale s in e_u + s (e_c - e_u): 1 is the conditional prediction
     */
    record ClassifierFree(Conditioning conditional, Conditioning unconditional, double scale) implements Guidance {
        public ClassifierFree {
            if (!Double.isFinite(scale)) {
                throw new IllegalArgumentException("guidance scale must be finite, not " + scale);
            }
        }

        @Override
        public List<Conditioning> conditionings() {
            return List.of(conditional, unconditional);
        }

        @Override
        public NoisePrediction combine(List<NoisePrediction> predictions) {
            NoisePrediction with = predictions.getFirst();
            PixelTensor noise = with.noise();
            float[] guided = guide(noise.values(), predictions.getLast().noise().values(), (float) scale);
            return new NoisePrediction(
                    new PixelTensor(noise.channels(), noise.height(), noise.width(), guided), with.variance());
        }

        private static float[] guide(float[] conditional, float[] unconditional, float scale) {
            float[] guided = new float[conditional.length];
            for (int i = 0; i < guided.length; i++) {
                guided[i] = unconditional[i] + scale * (conditional[i] - unconditional[i]);
            }
            return guided;
        }
    }
}
