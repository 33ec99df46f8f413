package dev.sailplane.api.storage;

import java.net.URI;
import java.util.Optional;

/**
 * The bucket. Every call but {@link #presign} blocks and is bounded in time; safe for use by many threads.
 *
 * <p>All methods throw {@link StorageException} when the store does not answer or refuses: worth trying again later.
 */
public interface ObjectStore {
    /** Writes an object, in place of one that may lie there. */
    void put(String key, byte[] bytes, String contentType);

    /**
     * Writes an object unless one lies there. Of many who try at the same time one succeeds.
     *
     * @return whether it was written
     */
    boolean create(String key, byte[] bytes, String contentType);

    /**
     * Reads an object, if there is one.
     *
     * @throws ObjectTooLargeException when it is larger than that; none of it is read
     */
    Optional<byte[]> get(String key, long maximumBytes);

    /** Removes an object; one that is not there is no error. */
    void delete(String key);

    /** An address under which anyone may read the object for a while. No call is made. */
    URI presign(String key);
}
