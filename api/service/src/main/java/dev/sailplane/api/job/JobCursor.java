package dev.sailplane.api.job;

import dev.sailplane.contract.JobId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place in a list of jobs.
 *
 * @param newer whether the page holds what is newer than the job, else what is older
 * @param job at whose side the page begins
 */
public record JobCursor(boolean newer, JobId job) {
    /** As callers carry it: opaque to them. */
    public String text() {
        String plain = (newer ? "n" : "o") + job;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * From what a caller carried.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    public static JobCursor parse(String text) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        if (!plain.startsWith("n") && !plain.startsWith("o")) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new JobCursor(plain.startsWith("n"), new JobId(plain.substring(1)));
    }
}
