package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.class)
class OutageIT {
    private static final Duration S3_OUTAGE = Duration.ofSeconds(20);

    @Test
    void aJobOfAKilledWorkerEndsOnAnotherOne(RunningStack stack) throws InterruptedException {
        Prediction ordered = stack.submit("a black square on a white background", RunningStack::takeTime);
        Topic events = stack.topic(Topics.EVENTS);
        JobEvent.Progress progress =
                events.awaitEvent(JobEvent.Progress.class, event -> isOf(ordered, event) && event.fraction() < 0.7);
        JobEvent.Started first = events.awaitEvent(JobEvent.Started.class, event -> isOf(ordered, event));

        kill(stack, first.worker());

        JobEvent.Started second = events.awaitEvent(
                JobEvent.Started.class, event -> isOf(ordered, event) && event.attempt() > progress.attempt());
        assertThat(second.worker()).isNotEqualTo(first.worker());
        stack.awaitSuccess(ordered);
        assertThat(completions(stack, ordered)).isEqualTo(1);
    }

    @Test
    void aJobOutlastsTwentySecondsWithoutS3(RunningStack stack) throws InterruptedException {
        stack.processes().s3().stop();
        Prediction ordered;
        try {
            ordered = stack.submit("a red circle on a white background", _ -> {});
            Thread.sleep(S3_OUTAGE);
            assertThat(completions(stack, ordered)).isZero();
        } finally {
            stack.processes().s3().start();
        }
        assertThat(stack.awaitSuccess(ordered).output()).hasSize(1);
    }

    @Test
    void jobsBeforeAndAfterARestartOfKafkaBothEnd(RunningStack stack) throws InterruptedException {
        Prediction before = stack.submit("a blue triangle on a white background", RunningStack::takeTime);
        stack.topic(Topics.EVENTS).awaitEvent(JobEvent.Started.class, event -> isOf(before, event));
        stack.processes().kafka().stop();
        stack.processes().kafka().start();
        Prediction after = await().atMost(RunningStack.PATIENCE)
                .ignoreExceptions()
                .until(() -> stack.submit("a green diamond on a white background", _ -> {}), _ -> true);
        stack.awaitSuccess(before);
        stack.awaitSuccess(after);
    }

    @Test
    void aMalformedRecordIsPutAsideAndTheQueueGoesOn(RunningStack stack)
            throws ExecutionException, InterruptedException {
        byte[] garbage = "no job, just words".getBytes(StandardCharsets.UTF_8);
        stack.topic(Topics.JOBS).send(garbage);
        Prediction behind = stack.submit("a white plus sign on a black background", _ -> {});

        stack.awaitSuccess(behind);
        await().atMost(RunningStack.PATIENCE)
                .untilAsserted(() -> assertThat(stack.topic(Topics.DEAD_LETTERS).records())
                        .anySatisfy(letter -> {
                            assertThat(letter.value()).isEqualTo(garbage);
                            assertThat(Topic.headers(letter).get(Topics.DEAD_LETTER_REASON))
                                    .isNotBlank();
                        }));
    }

    private static boolean isOf(Prediction job, JobEvent event) {
        return event.jobId().value().equals(job.id());
    }

    private static long completions(RunningStack stack, Prediction job) {
        return stack.topic(Topics.EVENTS).records().stream()
                .filter(record -> job.id().equals(new String(record.key(), StandardCharsets.UTF_8)))
                .filter(record ->
                        Topic.headers(record).getOrDefault("ce_type", "").endsWith(".completed"))
                .count();
    }

    private static void kill(RunningStack stack, String worker) {
        stack.processes().workers().stream()
                .filter(process -> process.name().equals(worker))
                .findFirst()
                .orElseThrow()
                .kill();
    }
}
