package dev.sailplane.worker.job;

/** Makes pictures. */
public interface ImageEngine extends AutoCloseable {
    /**
     * Gets ready to draw with a model, so that the first order need not wait for it.
     *
     * @throws PermanentFailureException when the model is unknown or cannot be loaded
     */
    void prepare(String model) throws InterruptedException;

    /**
     * Draws; returns when all pictures are done.
     *
     * @throws PermanentFailureException when the order can never be carried out
     * @throws RetriableFailureException when it may be carried out another time
     * @throws java.util.concurrent.CancellationException when the listener throws it
     * @throws InterruptedException when the caller is interrupted; the device is free again when it is thrown
     */
    DrawnImages draw(ImageOrder order, EngineListener listener) throws InterruptedException;

    /** How long the device has still to work for the orders it has taken up, seconds, as far as it can tell. */
    default double secondsLeft() {
        return 0;
    }

    /** Gives the device back. */
    @Override
    void close();
}
