package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One process of the stack, or the receiver, as it is struck and judged. Safe for use by several threads. */
public interface Member {
    /** Its name in logs. */
    String name();

    /** What it is there for. */
    Role role();

    /** Whether there is something to strike. */
    boolean isRunning();

    /** Whether it does its work. */
    boolean isReady() throws InterruptedException;

    /** Strikes it. A killed or terminated process comes back by itself, anything else with {@link #recover}. */
    void strike(Blow blow);

    /** Ends what a blow left: thaws, opens again. Without effect when there is nothing to end. */
    void recover();

    /** CPU time of the running process so far, where there is one of its own. */
    Optional<Duration> cpuTime();

    /** How often it ended, by exit status. */
    Map<Integer, Integer> ends();
}
