package dev.sailplane.worker.job;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Jobs and deliveries to test with. */
public final class TestJobs {
    public static final JobId ID = new JobId("01jd0000000000000000000001");
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private TestJobs() {}

    public static Job job() {
        return job(input(1, Optional.empty()));
    }

    public static Job edit() {
        return job(
                input(1, Optional.of(new GenerationInput.Edit(ObjectKeys.sourceImage(ID), ObjectKeys.sourceMask(ID)))));
    }

    public static Job job(GenerationInput input) {
        return job(ID, input);
    }

    public static Job job(JobId id, GenerationInput input) {
        return new Job(
                id,
                TenantName.DEFAULT,
                "sailplane/stickers",
                "1",
                input,
                Optional.empty(),
                CREATED,
                Optional.empty(),
                "00",
                Priority.INTERACTIVE,
                Optional.empty());
    }

    /** The same job for nobody who waits. */
    public static Job ofBatch(Job job) {
        return new Job(
                job.id(),
                job.tenant(),
                job.model(),
                job.version(),
                job.input(),
                job.webhook(),
                job.createdAt(),
                job.deadline(),
                job.fingerprint(),
                Priority.BATCH,
                job.traceparent());
    }

    public static Job withDeadline(Job job, Instant deadline) {
        return new Job(
                job.id(),
                job.tenant(),
                job.model(),
                job.version(),
                job.input(),
                job.webhook(),
                job.createdAt(),
                Optional.of(deadline),
                job.fingerprint(),
                job.priority(),
                job.traceparent());
    }

    public static GenerationInput input(int outputs, Optional<GenerationInput.Source> source) {
        return input(outputs, OptionalInt.empty(), source, OutputOptions.PLAIN);
    }

    /** One picture in one step. */
    public static GenerationInput shortest() {
        return inSteps(1);
    }

    /** One picture, delivered so. */
    public static GenerationInput delivered(OutputOptions output) {
        return input(1, OptionalInt.empty(), Optional.empty(), output);
    }

    /** One picture in so many steps. */
    public static GenerationInput inSteps(int steps) {
        return input(1, OptionalInt.of(steps), Optional.empty(), OutputOptions.PLAIN);
    }

    /** One picture in so many steps, some of them kept. */
    public static GenerationInput keeping(int steps, Set<Integer> kept) {
        return input(1, OptionalInt.of(steps), Optional.empty(), OutputOptions.PLAIN, Optional.empty(), kept);
    }

    /** One picture in four steps, the first of them another job's. */
    public static GenerationInput branch(GenerationInput.Branch branch) {
        return input(1, OptionalInt.of(4), Optional.empty(), OutputOptions.PLAIN, Optional.of(branch), Set.of());
    }

    public static GenerationInput input(
            int outputs, OptionalInt steps, Optional<GenerationInput.Source> source, OutputOptions output) {
        return input(outputs, steps, source, output, Optional.empty(), Set.of());
    }

    private static GenerationInput input(
            int outputs,
            OptionalInt steps,
            Optional<GenerationInput.Source> source,
            OutputOptions output,
            Optional<GenerationInput.Branch> branch,
            Set<Integer> kept) {
        return new GenerationInput(
                "a black ring",
                "",
                7,
                outputs,
                OptionalInt.empty(),
                steps,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                source,
                output,
                branch,
                kept);
    }

    public static RawMessage message(JobEvent event) {
        CloudEvent envelope = CloudEvent.of(URI.create("/api"), CREATED, event);
        Map<String, byte[]> headers = envelope.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getBytes(StandardCharsets.UTF_8)));
        return new RawMessage(event.jobId().value().getBytes(StandardCharsets.UTF_8), Messages.write(event), headers);
    }

    public static Delivery delivery(Job job, int attempt) {
        return new Delivery(
                message(new JobEvent.Accepted(job)).with(Delivery.ATTEMPTS, String.valueOf(attempt - 1)), 1);
    }
}
