package dev.sailplane.diffusion.network;

import java.util.List;

/** Predicts the noise in a batch of samples: one U-Net evaluation. Not for use by several threads at once. */
@FunctionalInterface
public interface NoisePredictor {
    /**
     * Evaluates all rows as one batch.
     *
     * @param rows at least one; all of one height and width
     * @return one prediction a row, in the rows' order
     */
    List<NoisePrediction> predict(List<NoisyRow> rows);
}
