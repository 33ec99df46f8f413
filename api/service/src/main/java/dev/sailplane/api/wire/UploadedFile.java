package dev.sailplane.api.wire;

import java.net.URI;
import java.time.Instant;

/**
 * A file that a caller put into the bucket.
 *
 * @param name the same as its id: what callers call their files is their affair
 * @param size in bytes
 */
public record UploadedFile(String id, String name, String contentType, long size, Instant createdAt, Urls urls) {
    /**
     * Where it is.
     *
     * @param get where it can be read for a while; a job may be given it as a picture
     */
    public record Urls(URI get) {}
}
