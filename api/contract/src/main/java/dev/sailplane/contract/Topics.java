package dev.sailplane.contract;

/** Names on the broker. */
public final class Topics {
    /**
     * The job queue's line of interactive jobs: one {@link JobEvent.Accepted} a job, key = job id; a job that was
     * delivered so often that the broker may soon give it up is put there once more, with the headers {@code sailplane_requeued} and
     * {@code sailplane_attempts}. Workers share it as {@link #WORKER_GROUP}; the API reads it as the first event of every
     * job, so that accepting a job is one write.
     */
    public static final String JOBS = "sailplane.jobs";

    /** The line of batch jobs, otherwise the same: a backlog here is in no interactive job's way. */
    public static final String BATCH_JOBS = "sailplane.jobs-batch";

    /** Everything that happens to a job after it was accepted, key = job id. */
    public static final String EVENTS = "sailplane.events";

    /**
     * The {@link JobEvent.Canceled} of every canceled job once more, key = job id: what all workers read to stop what
     * they are drawing. The bucket's manifest decides; this only says it at once.
     */
    public static final String CANCELLATIONS = "sailplane.cancellations";

    /** How each webhook delivery stands, key = delivery id; compacted: the latest record of a delivery is its state. */
    public static final String DELIVERIES = "sailplane.webhook-deliveries";

    /** Records of {@link #JOBS} and {@link #BATCH_JOBS} that no worker could carry out, as they came, with the reason in their headers. */
    public static final String DEAD_LETTERS = "sailplane.dead-letters";

    /** The share group of all workers. */
    public static final String WORKER_GROUP = "sailplane-workers";

    /** Header of a dead letter: why it is one. */
    public static final String DEAD_LETTER_REASON = "sailplane_reason";

    private Topics() {}

    /** The line in which jobs of that priority wait. */
    public static String line(Priority priority) {
        return switch (priority) {
            case INTERACTIVE -> JOBS;
            case BATCH -> BATCH_JOBS;
        };
    }
}
