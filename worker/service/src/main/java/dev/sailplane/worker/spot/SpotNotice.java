package dev.sailplane.worker.spot;

/** Tells whether the machine is about to be taken away. */
@FunctionalInterface
public interface SpotNotice {
    /** Whether notice was given; what cannot be asked has given none. Takes seconds at most. */
    boolean given() throws InterruptedException;
}
