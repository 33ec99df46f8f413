package dev.sailplane.api.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture is turned before it is shown. Source: Exif 3.0, tag Orientation, whose values 1 to 8 stand in this order.
 */
enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    UPSIDE_DOWN_MIRRORED,
    TRANSPOSED,
    QUARTER_RIGHT,
    TRANSVERSED,
    QUARTER_LEFT;

    private static final int LARGEST_EXIF = 65_536;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    /**
     * The orientation told by Exif data, upright when they tell none or are broken. Only the first directory is looked
     * at, and nothing is copied: a general Exif reader would allocate each value that a hostile directory points to.
     *
     * @param tiff from its byte order mark on
     */
    static Orientation of(ByteBuffer tiff) {
        if (tiff.remaining() < 8 || tiff.remaining() > LARGEST_EXIF) {
            return UPRIGHT;
        }
        ByteBuffer data = tiff.slice();
        data.order(data.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = data.getInt(4) & 0xFFFF_FFFFL;
        return data.getShort(2) == 42 && directory + 2 <= data.limit() ? listed(data, (int) directory) : UPRIGHT;
    }

    private static Orientation listed(ByteBuffer data, int directory) {
        int entries = data.getShort(directory) & 0xFFFF;
        for (int entry = 0; entry < entries; entry++) {
            int at = directory + 2 + 12 * entry;
            if (at + 12 > data.limit()) {
                return UPRIGHT;
            }
            if (data.getShort(at) == TAG && data.getShort(at + 2) == SHORT && data.getInt(at + 4) == 1) {
                int value = data.getShort(at + 8);
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Whether width and height change places. */
    boolean swaps() {
        return switch (this) {
            case UPRIGHT, MIRRORED, UPSIDE_DOWN, UPSIDE_DOWN_MIRRORED -> false;
            case TRANSPOSED, QUARTER_RIGHT, TRANSVERSED, QUARTER_LEFT -> true;
        };
    }

    /** The picture as it is to be shown. */
    Picture apply(Picture stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swaps() ? stored.height() : stored.width();
        int height = swaps() ? stored.width() : stored.height();
        int[] argb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                argb[y * width + x] = stored.argb()[source(x, y, stored.width(), stored.height())];
            }
        }
        return new Picture(width, height, argb, stored.alpha());
    }

    private int source(int x, int y, int width, int height) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + right - x;
            case UPSIDE_DOWN -> (bottom - y) * width + right - x;
            case UPSIDE_DOWN_MIRRORED -> (bottom - y) * width + x;
            case TRANSPOSED -> x * width + y;
            case QUARTER_RIGHT -> (bottom - x) * width + y;
            case TRANSVERSED -> (bottom - x) * width + right - y;
            case QUARTER_LEFT -> x * width + right - y;
        };
    }
}
