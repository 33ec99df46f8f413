package dev.sailplane.diffusion.model;

import java.net.URI;
import java.util.Optional;

/**
 * A file of weights as {@code model.json} describes it.
 *
 * @param name file name in the model's folder
 * @param minimumBytes least size
 * @param maximumBytes greatest size; equal to the least where the size is known
 * @param sha256 SHA-256 in small hexadecimal digits, where it is known
 * @param address where the file is published, for a model whose weights are not in the box
 */
public record WeightsFile(
        String name, long minimumBytes, long maximumBytes, Optional<String> sha256, Optional<URI> address) {
    public WeightsFile {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            throw new IllegalArgumentException("name must be a plain file name");
        }
        if (minimumBytes < 1 || maximumBytes < minimumBytes) {
            throw new IllegalArgumentException("size must be positive, and the minimum not above the maximum");
        }
        if (!sha256.map(hash -> hash.matches("[0-9a-f]{64}")).orElse(true)) {
            throw new IllegalArgumentException("sha256 must be 64 small hexadecimal digits");
        }
    }

    /** Whether a size is one the file may have. */
    public boolean admits(long bytes) {
        return minimumBytes <= bytes && bytes <= maximumBytes;
    }

    /** The size to expect, in words. */
    public String sizeInWords() {
        return minimumBytes == maximumBytes
                ? "%,d bytes".formatted(minimumBytes)
                : "%,d to %,d bytes".formatted(minimumBytes, maximumBytes);
    }
}
