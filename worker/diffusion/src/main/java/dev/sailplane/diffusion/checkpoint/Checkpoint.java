package dev.sailplane.diffusion.checkpoint;

import java.util.Set;

/**
 * A state dict at rest. Reading a tensor costs no copy where the file holds it densely. Safe for use by many threads;
 * closing it invalidates every {@link StoredTensor} it gave out.
 */
public interface Checkpoint extends AutoCloseable {
    /** The state dict's keys, in the file's order. */
    Set<String> keys();

    /**
     * The tensor stored under a key.
     *
     * @throws java.util.NoSuchElementException when {@link #keys()} does not hold the key
     */
    StoredTensor tensor(String key);

    @Override
    void close();
}
