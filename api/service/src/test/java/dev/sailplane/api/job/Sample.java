package dev.sailplane.api.job;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** A job and what may happen to it. */
public final class Sample {
    public static final Instant ACCEPTED_AT = Instant.parse("2026-03-01T12:00:00Z");
    public static final Instant STARTED_AT = ACCEPTED_AT.plusSeconds(2);
    public static final Instant ENDED_AT = ACCEPTED_AT.plusSeconds(10);

    private Sample() {}

    public static JobId id(int number) {
        return new JobId("01jmzx3v9q8t7w6y5k4h%06d".formatted(number));
    }

    public static Job job(int number) {
        return new Job(
                id(number),
                TenantName.DEFAULT,
                "sailplane/stickers",
                "stickers-2",
                new GenerationInput(
                        "a red ring",
                        "",
                        7,
                        1,
                        OptionalInt.of(64),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OutputOptions.PLAIN,
                        Optional.empty(),
                        Set.of()),
                Optional.of(new Webhook(URI.create("https://hooks.example/in"), Set.of(Webhook.Event.COMPLETED))),
                ACCEPTED_AT,
                Optional.empty(),
                "",
                Priority.INTERACTIVE,
                Optional.empty());
    }

    public static JobEvent.Accepted accepted(int number) {
        return new JobEvent.Accepted(job(number));
    }

    public static JobEvent.Started started(int number, int attempt) {
        return new JobEvent.Started(id(number), attempt, "worker-1", STARTED_AT, 0);
    }

    public static JobEvent.Progress progress(int number, int attempt, String stage, int step) {
        return new JobEvent.Progress(id(number), attempt, step / 40.0, stage, step, 20, OptionalDouble.empty());
    }

    public static JobEvent.Completed completed(int number) {
        return new JobEvent.Completed(
                id(number),
                new JobEvent.Completion(
                        List.of(new OutputImage(
                                0, ObjectKeys.output(id(number), 0, OutputFormat.PNG), 64, 64, 900, "ab")),
                        STARTED_AT,
                        ENDED_AT,
                        6.5,
                        1,
                        Numerics.EXACT));
    }

    public static JobEvent.Failed failed(int number) {
        return new JobEvent.Failed(id(number), ENDED_AT, new Failure("engine-error", "The engine failed."));
    }

    public static JobEvent.Canceled canceled(int number) {
        return new JobEvent.Canceled(id(number), ENDED_AT);
    }
}
