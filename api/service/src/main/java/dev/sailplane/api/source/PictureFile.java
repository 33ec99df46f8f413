package dev.sailplane.api.source;

/**
 * What a picture's header tells, and what of the file its decoder gets to see: nothing but the first picture and what
 * describes its samples. The array is not copied: it is large, and it never leaves this package.
 *
 * @param format which decoder reads it
 * @param frame the rectangle that the coded samples fill
 * @param width of the whole picture before it is turned
 * @param height of the whole picture before it is turned
 * @param orientation how it is to be turned
 * @param passes how often the decoder goes over all pixels
 * @param essence a well-formed file with just that one picture
 */
@SuppressWarnings("ArrayRecordComponent") // A file on its way to a decoder; never compared.
record PictureFile(
        PictureFormat format, Frame frame, int width, int height, Orientation orientation, int passes, byte[] essence) {
    /** A rectangle in pixels. */
    record Frame(int left, int top, int width, int height) {
        static Frame of(int width, int height) {
            return new Frame(0, 0, width, height);
        }
    }
}
