package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.Optional;

/**
 * One planned order.
 *
 * @param number from 0
 * @param input its number in {@link ChaosPlan#inputs}
 * @param cancelAfter how long after it was accepted its caller thinks better of it, if so
 */
public record PlannedJob(int number, int input, Optional<Duration> cancelAfter) {}
