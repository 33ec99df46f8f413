package dev.sailplane.training.data;

import java.util.Locale;
import java.util.Set;

/** What a file's name tells. */
final class FileNames {
    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg");
    private static final Set<String> UNREADABLE = Set.of("webp", "gif", "bmp", "tif", "tiff", "avif", "heic");

    private FileNames() {}

    static boolean isPicture(String name) {
        return PICTURES.contains(ending(name));
    }

    /** Whether it is a picture of a kind that is not read. */
    static boolean isOtherPicture(String name) {
        return UNREADABLE.contains(ending(name));
    }

    /** What follows the last dot, in small letters. */
    static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Up to the last dot. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
