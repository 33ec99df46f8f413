package dev.sailplane.worker.job;

/** What an order starts from. The arrays are not copied: nobody writes to them. */
public sealed interface SourcePicture {
    /** An RGB PNG. */
    byte[] image();

    /**
     * A picture to keep in part.
     *
     * @param image an RGB PNG
     * @param mask a grey PNG of the same size: 255 = keep, 0 = generate
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
    record Edited(byte[] image, byte[] mask) implements SourcePicture {}

    /**
     * A picture to draw anew from part of the way.
     *
     * @param image an RGB PNG
     * @param strength how much of the way is walked, above 0 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
    record Varied(byte[] image, double strength) implements SourcePicture {}
}
