package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small network that tells what pictures of {@value #SIDE} pixels show. Not for use by several threads at once. Whoever
 * loaded it closes it.
 */
public final class PictureClassifier implements AutoCloseable {
    /** Height and width of the pictures. */
    public static final int SIDE = 32;

    private final TorchModule module;
    private final List<PtNDArray> weights;

    private PictureClassifier(TorchModule module, List<PtNDArray> weights) {
        this.module = module;
        this.weights = weights;
    }

    /**
     * What a picture looks like to the classifier.
     *
     * @param features 128 numbers, the layer before the last
     * @param scores one for each label, the higher the likelier: logarithms of probabilities but for a constant
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Look(float[] features, float[] scores) {}

    /**
     * Copies the weights to the device; the checkpoint may be closed afterwards.
     *
     * @throws StateDictException when the checkpoint is of no such classifier
     * @throws IllegalArgumentException when this machine lacks the device
     */
    public static PictureClassifier load(Checkpoint checkpoint, ComputeSettings settings) {
        TorchModule module = TorchModule.loadClassifier(settings);
        try {
            return new PictureClassifier(module, ClassifierWeights.read(checkpoint, module));
        } catch (RuntimeException failure) {
            module.close();
            throw failure;
        }
    }

    /** How many labels there are. */
    public int labels() {
        return Math.toIntExact(weights.getLast().getShape().get(0));
    }

    /**
     * Looks at pictures.
     *
     * @param pictures [3, {@value #SIDE}, {@value #SIDE}] in [-1, 1], as many as there is memory for
     */
    public List<Look> look(List<PixelTensor> pictures) {
        if (pictures.isEmpty()) {
            return List.of();
        }
        try (TorchScope scope = new TorchScope(module.manager())) {
            PtNDArray batch = batch(scope, pictures);
            List<PtNDArray> answer =
                    scope.tensors(module.run("look", scope.list(weights), scope.value(batch)), batch.getManager());
            List<float[]> features = rows(answer.get(0));
            List<float[]> scores = rows(answer.get(1));
            List<Look> looks = new ArrayList<>();
            for (int row = 0; row < pictures.size(); row++) {
                looks.add(new Look(features.get(row), scores.get(row)));
            }
            return looks;
        }
    }

    @Override
    public void close() {
        module.close();
    }

    /** Pictures as the text takes them: [N, 3, 32, 32]. */
    static PtNDArray batch(TorchScope scope, List<PixelTensor> pictures) {
        int elements = 3 * SIDE * SIDE;
        float[] values = new float[pictures.size() * elements];
        for (int row = 0; row < pictures.size(); row++) {
            PixelTensor picture = pictures.get(row);
            if (picture.channels() != 3 || picture.height() != SIDE || picture.width() != SIDE) {
                throw new IllegalArgumentException("pictures to classify are [3, %d, %d], not [%d, %d, %d]"
                        .formatted(SIDE, SIDE, picture.channels(), picture.height(), picture.width()));
            }
            System.arraycopy(picture.values(), 0, values, row * elements, elements);
        }
        return scope.floats(values, pictures.size(), 3, SIDE, SIDE);
    }

    private static List<float[]> rows(PtNDArray matrix) {
        float[] all = matrix.toFloatArray();
        int width = Math.toIntExact(matrix.getShape().get(1));
        List<float[]> rows = new ArrayList<>();
        for (int start = 0; start < all.length; start += width) {
            rows.add(Arrays.copyOfRange(all, start, start + width));
        }
        return rows;
    }
}
