package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Rows to learn from together, as arguments for {@code training.py}. */
final class TrainingBatch {
    private static final int COLOURS = 3;

    private final NetworkConfiguration configuration;
    private final List<TrainingRow> rows;

    /** Checks the rows: all errors of callers are found here, none reaches libtorch. */
    TrainingBatch(NetworkConfiguration configuration, List<TrainingRow> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one row");
        }
        this.configuration = configuration;
        this.rows = List.copyOf(rows);
        rows.forEach(this::check);
    }

    /** Another one for each first row that is not the same. */
    long seed() {
        return Arrays.hashCode(rows.getFirst().noise().values());
    }

    /** In the order that the text wants them. */
    List<PtNDArray> tensors(TorchScope scope) {
        List<PtNDArray> tensors = new ArrayList<>();
        tensors.add(pictures(scope, COLOURS, TrainingRow::picture));
        tensors.add(pictures(scope, COLOURS, TrainingRow::noise));
        tensors.add(coefficients(scope));
        tensors.add(ids(scope));
        tensors.add(masks(scope));
        if (configuration.superResolution()) {
            tensors.add(pictures(scope, COLOURS, row -> row.lowResolution().orElseThrow()));
        }
        if (configuration.inpainting()) {
            PixelTensor size = rows.getFirst().picture();
            KnownPixels nothing =
                    new KnownPixels(blank(COLOURS, size.height(), size.width()), blank(1, size.height(), size.width()));
            tensors.add(pictures(
                    scope, COLOURS, row -> row.knownPixels().orElse(nothing).image()));
            tensors.add(
                    pictures(scope, 1, row -> row.knownPixels().orElse(nothing).mask()));
        }
        return tensors;
    }

    private PtNDArray pictures(TorchScope scope, int channels, Function<TrainingRow, PixelTensor> part) {
        PixelTensor first = part.apply(rows.getFirst());
        int stride = channels * first.height() * first.width();
        float[] values = new float[rows.size() * stride];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(part.apply(rows.get(row)).values(), 0, values, row * stride, stride);
        }
        return scope.floats(values, rows.size(), channels, first.height(), first.width());
    }

    private PtNDArray coefficients(TorchScope scope) {
        float[] values = new float[rows.size() * TrainingRow.COEFFICIENTS];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(
                    rows.get(row).coefficients(), 0, values, row * TrainingRow.COEFFICIENTS, TrainingRow.COEFFICIENTS);
        }
        return scope.floats(values, rows.size(), TrainingRow.COEFFICIENTS);
    }

    private PtNDArray ids(TorchScope scope) {
        int length = configuration.text().contextLength();
        long[] ids = new long[rows.size() * length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = rows.get(i / length).tokens().ids()[i % length];
        }
        return scope.longs(ids, rows.size(), length);
    }

    private PtNDArray masks(TorchScope scope) {
        int length = configuration.text().contextLength();
        boolean[] masks = new boolean[rows.size() * length];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = rows.get(i / length).tokens().mask()[i % length];
        }
        return scope.booleans(masks, rows.size(), length);
    }

    private void check(TrainingRow row) {
        PixelTensor first = rows.getFirst().picture();
        int multiple = configuration.sizeMultiple();
        if (first.height() % multiple != 0 || first.width() % multiple != 0) {
            throw new IllegalArgumentException("height and width are multiples of %d, not %d x %d"
                    .formatted(multiple, first.height(), first.width()));
        }
        requireShape("picture", row.picture(), COLOURS, first);
        requireShape("noise", row.noise(), COLOURS, first);
        GlideNetwork.check(row.tokens(), configuration.text());
        if (row.lowResolution().isPresent() != configuration.superResolution()) {
            throw new IllegalArgumentException(
                    "a low-resolution picture is for super-resolution networks, and for all");
        }
        row.lowResolution()
                .ifPresent(small -> requireShape(
                        "low-resolution picture",
                        small,
                        COLOURS,
                        rows.getFirst().lowResolution().orElseThrow()));
        row.knownPixels().ifPresent(known -> {
            if (!configuration.inpainting()) {
                throw new IllegalArgumentException("this network takes no known pixels");
            }
            requireShape("known image", known.image(), COLOURS, first);
            requireShape("known mask", known.mask(), 1, first);
        });
    }

    private static void requireShape(String what, PixelTensor pixels, int channels, PixelTensor size) {
        if (pixels.channels() != channels || pixels.height() != size.height() || pixels.width() != size.width()) {
            throw new IllegalArgumentException("a %s of shape [%d, %d, %d] in a batch of [%d, %d, %d]"
                    .formatted(
                            what,
                            pixels.channels(),
                            pixels.height(),
                            pixels.width(),
                            channels,
                            size.height(),
                            size.width()));
        }
    }

    private static PixelTensor blank(int channels, int height, int width) {
        return new PixelTensor(channels, height, width, new float[channels * height * width]);
    }
}
