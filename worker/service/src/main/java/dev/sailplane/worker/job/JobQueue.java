package dev.sailplane.worker.job;

/**
 * Where jobs wait. A delivery is leased: the queue renews the lease for as long as the handler works, interrupts the
 * handler when the lease is lost, and settles the delivery as the handler says. A delivery whose worker dies is dealt
 * out again, so that each is dealt out at least once.
 */
public interface JobQueue extends AutoCloseable {
    /** Starts to take deliveries and returns; the handler is called from as many threads as there are slots. */
    void serve(JobHandler handler);

    /** Whether the queue is open and has been reached. */
    boolean serving();

    /**
     * Takes no more, gives handlers a little time to end, interrupts those that do not, releases their leases and
     * returns when all this is done.
     */
    @Override
    void close();
}
