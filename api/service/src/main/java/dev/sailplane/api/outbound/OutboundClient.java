package dev.sailplane.api.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Calls addresses that callers named. Blocking; every method asks the guard first and is bounded in time. */
public interface OutboundClient {
    /**
     * Reads a file. Redirects are not followed.
     *
     * @throws ForbiddenTargetException when it may not be called
     * @throws OutboundException when the answer is not 200, too large, too slow or broken
     */
    byte[] fetch(URI address, int maximumBytes, Duration timeout);

    /**
     * Posts a JSON text. Redirects are not followed.
     *
     * @throws ForbiddenTargetException when it may not be called
     * @throws OutboundException when there was no answer in time
     */
    Reply post(URI address, Map<String, String> headers, String json, Duration timeout);
}
