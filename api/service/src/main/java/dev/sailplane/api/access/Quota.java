package dev.sailplane.api.access;

import java.util.OptionalInt;

/**
 * How much of a limit is left, in the terms of draft-ietf-httpapi-ratelimit-headers-11.
 *
 * @param kind which limit
 * @param limit how high it is
 * @param remaining how much is left, 0 to limit
 * @param seconds within which no more than that can be used; absent where time alone gives nothing back
 */
public record Quota(RateLimitedException.Kind kind, int limit, int remaining, OptionalInt seconds) {}
