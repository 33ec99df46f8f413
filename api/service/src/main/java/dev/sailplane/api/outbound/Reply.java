package dev.sailplane.api.outbound;

import java.util.Optional;

/**
 * What came back, less its body.
 *
 * @param status HTTP status
 * @param retryAfter the header of that name, as it stands
 */
public record Reply(int status, Optional<String> retryAfter) {}
