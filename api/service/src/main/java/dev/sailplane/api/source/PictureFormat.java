package dev.sailplane.api.source;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of file that are taken, told by how they begin. */
enum PictureFormat {
    PNG {
        @Override
        boolean begins(byte[] file) {
            return startsWith(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
        }

        @Override
        PictureFile parse(byte[] file) {
            return PngFile.parse(file);
        }
    },
    JPEG {
        @Override
        boolean begins(byte[] file) {
            return startsWith(file, 0, 0xFF, 0xD8, 0xFF);
        }

        @Override
        PictureFile parse(byte[] file) {
            return JpegFile.parse(file);
        }
    },
    GIF {
        @Override
        boolean begins(byte[] file) {
            return startsWith(file, 0, 'G', 'I', 'F', '8', '7', 'a')
                    || startsWith(file, 0, 'G', 'I', 'F', '8', '9', 'a');
        }

        @Override
        PictureFile parse(byte[] file) {
            return GifFile.parse(file);
        }
    },
    /** Known to be refused by name: the decoder at hand does work and takes memory beyond any relation to size. */
    WEBP {
        @Override
        boolean begins(byte[] file) {
            return startsWith(file, 0, 'R', 'I', 'F', 'F') && startsWith(file, 8, 'W', 'E', 'B', 'P');
        }

        @Override
        PictureFile parse(byte[] file) {
            throw new UnfitFileException("must be a GIF, PNG or JPEG file; WebP is not taken");
        }
    };

    /** The kind of this file, if it is one of them. */
    static Optional<PictureFormat> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
    }

    abstract boolean begins(byte[] file);

    /**
     * Reads the structure of the file and no sample.
     *
     * @throws UnfitFileException when it is whole and still not taken
     * @throws RuntimeException when it is broken
     */
    abstract PictureFile parse(byte[] file);

    private static boolean startsWith(byte[] file, int offset, int... magic) {
        if (file.length < offset + magic.length) {
            return false;
        }
        for (int index = 0; index < magic.length; index++) {
            if ((file[offset + index] & 255) != magic[index]) {
                return false;
            }
        }
        return true;
    }
}
