package dev.sailplane.api.wire;

import java.util.OptionalLong;

/**
 * One event of a job's stream.
 *
 * @param name {@code output}, {@code logs}, {@code preview}, {@code error} or {@code done}
 * @param id by which the stream is resumed after this event; absent where it cannot be
 * @param data a line of text
 */
public record StreamEvent(String name, OptionalLong id, String data) {
    /** The last event of a stream. */
    public static final String DONE = "done";

    /** Whether no event follows. */
    public boolean last() {
        return name.equals(DONE);
    }
}
