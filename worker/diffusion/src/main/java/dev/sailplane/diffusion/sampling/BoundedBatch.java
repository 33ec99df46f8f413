package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisePredictor;
import dev.sailplane.diffusion.network.NoisyRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits large batches, so that memory does not grow with the number of pictures.
 *
 * @param predictor evaluates the parts
 * @param maximumRows rows of a part at most
 */
public record BoundedBatch(NoisePredictor predictor, int maximumRows) implements NoisePredictor {
    public BoundedBatch {
        if (maximumRows < 1) {
            throw new IllegalArgumentException("maximumRows must be at least 1, not " + maximumRows);
        }
    }

    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        List<NoisePrediction> predictions = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += maximumRows) {
            predictions.addAll(predictor.predict(rows.subList(start, Math.min(start + maximumRows, rows.size()))));
        }
        return predictions;
    }
}
