package dev.sailplane.api.storage;

import io.vertx.core.Context;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A bucket in memory that can be made to fail. Like a real one it must not be waited for on an event loop. */
public class MemoryObjectStore implements ObjectStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private volatile boolean down;

    /** From now on every call fails, or no longer. */
    public void down(boolean isDown) {
        down = isDown;
    }

    public Map<String, byte[]> objects() {
        return objects;
    }

    @Override
    public void put(String key, byte[] bytes, String contentType) {
        answer();
        objects.put(key, bytes.clone());
    }

    @Override
    public boolean create(String key, byte[] bytes, String contentType) {
        answer();
        return objects.putIfAbsent(key, bytes.clone()) == null;
    }

    @Override
    public Optional<byte[]> get(String key, long maximumBytes) {
        answer();
        byte[] bytes = objects.get(key);
        if (bytes != null && bytes.length > maximumBytes) {
            throw new ObjectTooLargeException(maximumBytes);
        }
        return Optional.ofNullable(bytes);
    }

    @Override
    public void delete(String key) {
        answer();
        objects.remove(key);
    }

    @Override
    public URI presign(String key) {
        return URI.create("https://bucket.example/" + key + "?signature=1");
    }

    private void answer() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("the store was called on an event loop");
        }
        if (down) {
            throw new StorageException("down", new IOException("down"));
        }
    }
}
