package dev.sailplane.training.data;

/** Told of files that cannot be learnt from. Called by many threads. */
@FunctionalInterface
public interface SkippedFiles {
    /**
     * A file is left out, from now on and for good; said once a file.
     *
     * @param file its name within the folder
     * @param reason why, for people
     */
    void skipped(String file, String reason);
}
