package dev.sailplane.training.data;

/**
 * A picture that has not been read yet.
 *
 * @param name for people: where it lies within the folder
 * @param file its bytes
 * @param caption what is said of it
 */
record CaptionedFile(String name, PictureFile file, String caption) {}
