package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A finished picture.
 *
 * @param index its number, from {@link NoiseSettings#firstImage} on
 * @param pixels the picture
 * @param parameters what it was made with, in order; {@link #png()} carries them
 */
public record GeneratedImage(int index, RgbImage pixels, Map<String, String> parameters) {
    public GeneratedImage {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The picture as a PNG file with the parameters in its text chunks; the same bytes every time. */
    public byte[] png() {
        return Png.write(pixels, parameters);
    }
}
