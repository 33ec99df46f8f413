package dev.sailplane.api.source;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.outbound.ForbiddenTargetException;
import dev.sailplane.api.outbound.OutboundClient;
import dev.sailplane.api.outbound.OutboundException;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.storage.ObjectTooLargeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Base64;

/** Gets a picture's file from wherever it is, never more of it than allowed. Blocking. */
@ApplicationScoped
public class PictureLoader {
    private final ObjectStore store;
    private final OutboundClient outbound;
    private final int maximumBytes;
    private final Duration timeout;

    /** Loads from the bucket and from addresses. */
    public PictureLoader(ObjectStore store, OutboundClient outbound, ApiConfiguration configuration) {
        this.store = store;
        this.outbound = outbound;
        this.maximumBytes =
                Math.toIntExact(configuration.sources().maximumSize().asLongValue());
        this.timeout = configuration.outbound().fetchTimeout();
    }

    /**
     * The file's bytes.
     *
     * @param field named in errors
     * @throws PictureException when it cannot be had, and why
     */
    byte[] load(String field, PictureSource source) {
        return switch (source) {
            case PictureSource.Inline inline -> decoded(field, inline);
            case PictureSource.Stored stored -> stored(field, stored);
            case PictureSource.Remote remote -> fetched(field, remote);
        };
    }

    private byte[] decoded(String field, PictureSource.Inline inline) {
        if (inline.base64().length() / 4L * 3 > maximumBytes + 3L) {
            throw tooLarge(field);
        }
        try {
            return bounded(field, Base64.getDecoder().decode(inline.base64()));
        } catch (IllegalArgumentException malformed) {
            throw new PictureException(field, "must be valid base 64 after the comma", malformed);
        }
    }

    private byte[] stored(String field, PictureSource.Stored stored) {
        try {
            return store.get(stored.key(), maximumBytes)
                    .orElseThrow(() -> new PictureException(field, "names an object that is not in the bucket"));
        } catch (ObjectTooLargeException _) {
            throw tooLarge(field);
        }
    }

    private byte[] fetched(String field, PictureSource.Remote remote) {
        try {
            return outbound.fetch(remote.address(), maximumBytes, timeout);
        } catch (ForbiddenTargetException | OutboundException refused) {
            throw new PictureException(field, String.valueOf(refused.getMessage()), refused);
        }
    }

    private byte[] bounded(String field, byte[] file) {
        if (file.length > maximumBytes) {
            throw tooLarge(field);
        }
        return file;
    }

    private PictureException tooLarge(String field) {
        return new PictureException(field, "must be at most " + maximumBytes + " bytes");
    }
}
