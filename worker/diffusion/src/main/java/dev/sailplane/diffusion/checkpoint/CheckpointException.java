package dev.sailplane.diffusion.checkpoint;

import java.io.Serial;
import java.nio.file.Path;

/** A weights file that cannot be used: damaged, of an unsupported format, or of another network. Trying again is vain. */
public final class CheckpointException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says of a file what is wrong with it: {@code problem} continues a sentence that starts with the file's name. */
    public CheckpointException(Path file, String problem) {
        super(file + " " + problem);
    }

    /** The same with a cause. */
    public CheckpointException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }
}
