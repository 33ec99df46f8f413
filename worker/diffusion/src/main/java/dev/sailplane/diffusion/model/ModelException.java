package dev.sailplane.diffusion.model;

import java.io.Serial;
import java.nio.file.Path;

/** A model that cannot be used: unknown, wrongly described, incomplete or damaged. Trying again is vain. */
public final class ModelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** A model that is not there or lacks something; the message is a sentence for the user. */
    public ModelException(String message) {
        super(message);
    }

    /** Says of a file what is wrong with it: {@code problem} continues a sentence that starts with the file's name. */
    public ModelException(Path file, String problem) {
        super(file + " " + problem);
    }

    /** The same with a cause. */
    public ModelException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }
}
