package dev.sailplane.devstack.chaos;

import java.time.Duration;

/**
 * One planned blow.
 *
 * @param number from 1
 * @param pause after the fault before it
 * @param role whom it strikes
 * @param index which of that role, counted round
 * @param lasting until {@link Member#recover} is called; zero for a process that comes back by itself
 */
public record Fault(int number, Duration pause, Blow blow, Role role, int index, Duration lasting) {}
