package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rows fit to be evaluated together, as arguments for the text. */
final class Batch {
    private static final int COLOURS = 3;

    private final NetworkConfiguration configuration;
    private final List<NoisyRow> rows;
    private final List<DevicePromptEncoding> prompts;
    private final int height;
    private final int width;

    /** Checks the rows: all errors of callers are found here, none reaches libtorch. */
    Batch(NetworkConfiguration configuration, TorchModule module, List<NoisyRow> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one row");
        }
        this.configuration = configuration;
        this.rows = List.copyOf(rows);
        height = rows.getFirst().sample().height();
        width = rows.getFirst().sample().width();
        int multiple = configuration.sizeMultiple();
        if (height % multiple != 0 || width % multiple != 0 || height == 0 || width == 0) {
            throw new IllegalArgumentException(
                    "height and width are multiples of %d, not %d x %d".formatted(multiple, height, width));
        }
        rows.forEach(this::check);
        prompts = rows.stream()
                .map(row -> prompt(module, row.conditioning().prompt()))
                .toList();
    }

    PtNDArray samples(TorchScope scope) {
        return stack(scope, COLOURS, row -> Optional.of(row.sample()));
    }

    PtNDArray timesteps(TorchScope scope) {
        float[] timesteps = new float[rows.size()];
        for (int row = 0; row < timesteps.length; row++) {
            timesteps[row] = (float) rows.get(row).timestep();
        }
        return scope.floats(timesteps, timesteps.length);
    }

    List<PtNDArray> pooledTexts() {
        return prompts.stream().map(DevicePromptEncoding::pooled).toList();
    }

    List<PtNDArray> textKeys() {
        return prompts.stream().map(DevicePromptEncoding::textKeys).toList();
    }

    /** One a row, of any size; none where the network takes none. */
    List<PtNDArray> lowResolutions(TorchScope scope) {
        return rows.stream()
                .flatMap(row -> row.conditioning().lowResolution().stream())
                .map(picture -> scope.floats(picture.values(), 1, COLOURS, picture.height(), picture.width()))
                .toList();
    }

    /** All rows' images and masks, zeros where nothing is known; none where the network takes none. */
    List<PtNDArray> knownPixels(TorchScope scope) {
        if (!configuration.inpainting()) {
            return List.of();
        }
        return List.of(
                stack(scope, COLOURS, row -> row.conditioning().knownPixels().map(KnownPixels::image)),
                stack(scope, 1, row -> row.conditioning().knownPixels().map(KnownPixels::mask)));
    }

    private PtNDArray stack(TorchScope scope, int channels, Function<NoisyRow, Optional<PixelTensor>> part) {
        int stride = channels * height * width;
        float[] values = new float[rows.size() * stride];
        for (int row = 0; row < rows.size(); row++) {
            int start = row * stride;
            part.apply(rows.get(row)).ifPresent(pixels -> System.arraycopy(pixels.values(), 0, values, start, stride));
        }
        return scope.floats(values, rows.size(), channels, height, width);
    }

    private void check(NoisyRow row) {
        requireSize("sample", row.sample());
        Conditioning conditioning = row.conditioning();
        if (conditioning.lowResolution().isPresent() != configuration.superResolution()) {
            throw new IllegalArgumentException(
                    configuration.superResolution()
                            ? "a super-resolution network needs a low-resolution picture for every row"
                            : "this network takes no low-resolution picture");
        }
        conditioning.knownPixels().ifPresent(known -> {
            if (!configuration.inpainting()) {
                throw new IllegalArgumentException("this network takes no known pixels");
            }
            requireSize("known image", known.image());
        });
    }

    private void requireSize(String what, PixelTensor pixels) {
        if (pixels.channels() != COLOURS || pixels.height() != height || pixels.width() != width) {
            throw new IllegalArgumentException("a %s of shape [%d, %d, %d] in a batch of [%d, %d, %d]"
                    .formatted(what, pixels.channels(), pixels.height(), pixels.width(), COLOURS, height, width));
        }
    }

    private static DevicePromptEncoding prompt(TorchModule module, PromptEncoding prompt) {
        if (prompt instanceof DevicePromptEncoding encoding && encoding.module() == module) {
            if (!encoding.isOpen()) {
                throw new IllegalArgumentException("a row's prompt encoding is closed");
            }
            return encoding;
        }
        throw new IllegalArgumentException("a row's prompt was encoded by another network");
    }
}
