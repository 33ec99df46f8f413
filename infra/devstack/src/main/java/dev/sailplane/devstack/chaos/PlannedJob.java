package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.Optional;

/**
 * One planned order.
 *
 * @param number from 0
 * @param input its number in {@link ChaosPlan#inputs}
 * @param batch whether it waits in the line of those that nobody waits for
 * @param cancelAfter how long after it was accepted its caller thinks better of it, if so
 */
public record PlannedJob(int number, int input, boolean batch, Optional<Duration> cancelAfter) {}
