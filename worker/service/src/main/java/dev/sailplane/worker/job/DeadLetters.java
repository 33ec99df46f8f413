package dev.sailplane.worker.job;

/** Keeps messages that nobody could carry out, for people to look at. Safe for use by several threads. */
public interface DeadLetters {
    /**
     * Keeps the message as it came.
     *
     * @param reason why, without prompts or addresses
     * @throws RetriableFailureException when it could not be kept
     */
    void bury(RawMessage message, String reason) throws InterruptedException;
}
