package dev.sailplane.worker.s3;

import dev.sailplane.worker.job.Checkpoint;
import dev.sailplane.worker.job.CheckpointStore.Mark;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One write of a checkpoint as an object: a stamp of 16 random bytes, then the content; all else is metadata. The stamp
 * gives every write an ETag of its own: an ETag follows from the bytes, and a claim rewrites the content it found.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
record CheckpointForm(byte[] body, Map<String, String> metadata) {
    /** Metadata of every object with work in progress: the SHA-256 of the content. */
    static final String SHA256 = "sha256";

    /** The largest object that is read. */
    static final int MAXIMUM_BYTES = Checkpoint.MAXIMUM_BYTES + 2 * Long.BYTES;

    private static final String WRITE = "write";
    private static final String ATTEMPT = "attempt";
    private static final String MOVED_BY = "moved-by";
    private static final String STEPS = "steps";
    private static final String DEVICE_SECONDS = "device-seconds";
    private static final double MILLISECONDS = 1_000;
    private static final int STAMP = 2 * Long.BYTES;

    /** A new write. */
    static CheckpointForm of(Checkpoint checkpoint) {
        UUID write = UUID.randomUUID();
        byte[] body = ByteBuffer.allocate(STAMP + checkpoint.content().length)
                .putLong(write.getMostSignificantBits())
                .putLong(write.getLeastSignificantBits())
                .put(checkpoint.content())
                .array();
        return new CheckpointForm(
                body,
                Map.of(
                        WRITE, write.toString(),
                        SHA256, Bucket.sha256(checkpoint.content()),
                        ATTEMPT, String.valueOf(checkpoint.attempt()),
                        MOVED_BY, String.valueOf(checkpoint.movedBy()),
                        STEPS, String.valueOf(checkpoint.steps()),
                        DEVICE_SECONDS, String.valueOf(checkpoint.deviceTime().toMillis() / MILLISECONDS)));
    }

    /** What was written; nothing when it is damaged. */
    static Optional<Checkpoint> checkpoint(byte[] body, Map<String, String> metadata) {
        if (body.length < STAMP) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(body, STAMP, body.length);
        if (!intact(content, metadata)) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoint(
                content,
                number(metadata, STEPS),
                number(metadata, ATTEMPT),
                number(metadata, MOVED_BY),
                Duration.ofMillis(Math.round(real(metadata, DEVICE_SECONDS) * MILLISECONDS))));
    }

    /** Whose it is; what the metadata do not tell is 0, so that any attempt may take over. */
    static Mark mark(Map<String, String> metadata, String version) {
        return new Mark(number(metadata, ATTEMPT), number(metadata, MOVED_BY), version);
    }

    /** Whether the content is what was written. */
    static boolean intact(byte[] content, Map<String, String> metadata) {
        return Bucket.sha256(content).equals(metadata.get(SHA256));
    }

    /** Whether what lies there is this very write. */
    boolean wrote(Map<String, String> found) {
        return metadata.getOrDefault(WRITE, "").equals(found.get(WRITE));
    }

    private static int number(Map<String, String> metadata, String name) {
        return (int) real(metadata, name);
    }

    private static double real(Map<String, String> metadata, String name) {
        try {
            return Double.parseDouble(metadata.getOrDefault(name, "0"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
