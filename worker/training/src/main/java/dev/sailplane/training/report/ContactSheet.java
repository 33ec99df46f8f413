package dev.sailplane.training.report;

import dev.sailplane.diffusion.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/** Many pictures of one size as one: row by row, as square as it gets, on white. */
public final class ContactSheet {
    private static final int GAP = 2;

    private ContactSheet() {}

    /**
     * The sheet.
     *
     * @param pictures at least one, all of the same size
     */
    public static RgbImage of(List<RgbImage> pictures) {
        RgbImage first = pictures.getFirst();
        int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
        int rows = Math.ceilDiv(pictures.size(), columns);
        int width = columns * (first.width() + GAP) - GAP;
        int height = rows * (first.height() + GAP) - GAP;
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 0xFF);
        for (int i = 0; i < pictures.size(); i++) {
            int left = i % columns * (first.width() + GAP);
            int top = i / columns * (first.height() + GAP);
            put(pictures.get(i), rgb, left, top, width);
        }
        return new RgbImage(width, height, rgb);
    }

    private static void put(RgbImage picture, byte[] rgb, int left, int top, int width) {
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(
                    picture.rgb(), 3 * y * picture.width(), rgb, 3 * ((top + y) * width + left), 3 * picture.width());
        }
    }
}
