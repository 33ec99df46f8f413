package dev.sailplane.contract;

/**
 * How pictures are to be delivered.
 *
 * @param format of the finished files
 * @param quality of lossy formats, 1 to 100
 * @param previews whether small pictures of the work in progress are wanted
 */
public record OutputOptions(OutputFormat format, int quality, boolean previews) {
    public static final int DEFAULT_QUALITY = 90;

    /** PNG, no previews. */
    public static final OutputOptions PLAIN = new OutputOptions(OutputFormat.PNG, DEFAULT_QUALITY, false);
}
