package dev.sailplane.worker.consumergroup;

import dev.sailplane.worker.job.JobHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The handlers at work, also those whose record is not ours any more but that have not ended yet. For one thread. */
final class JobsInHand {
    private final JobHandler handler;
    private final int slots;
    private final List<RunningJob> jobs = new ArrayList<>();

    JobsInHand(JobHandler handler, int slots) {
        this.handler = handler;
        this.slots = slots;
    }

    void start(ConsumerRecord<byte[], byte[]> record, int attempt) {
        jobs.add(new RunningJob(handler, record, attempt));
    }

    /** Whether there is no room for another. */
    boolean full() {
        return jobs.size() >= slots;
    }

    boolean anyOfOurs() {
        return jobs.stream().anyMatch(RunningJob::ours);
    }

    /** Frees the slots of those that have ended and returns those of them that are to be settled. */
    List<RunningJob> takeEnded() {
        List<RunningJob> ended = jobs.stream().filter(RunningJob::hasEnded).toList();
        jobs.removeAll(ended);
        return ended.stream().filter(RunningJob::ours).toList();
    }

    /** Interrupts all and gives them until the limit to end. */
    void stop(Duration limit) {
        jobs.forEach(RunningJob::stop);
        Instant end = Instant.now().plus(limit);
        jobs.forEach(job -> job.awaitEnd(Duration.between(Instant.now(), end)));
    }

    /** Gives up all whose record comes from there. */
    void abandon(Predicate<TopicPartition> partition) {
        jobs.stream().filter(job -> partition.test(job.partition())).forEach(RunningJob::abandon);
    }
}
