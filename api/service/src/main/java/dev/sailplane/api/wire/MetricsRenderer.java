package dev.sailplane.api.wire;

import dev.sailplane.api.job.JobState;
import dev.sailplane.contract.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Shows what is known of the work on a job. */
final class MetricsRenderer {
    private MetricsRenderer() {}

    static Prediction.Metrics render(JobState state) {
        Instant createdAt = state.job().createdAt();
        return switch (state) {
            case JobState.Starting _ -> times(createdAt, null, null);
            case JobState.Processing it -> processing(createdAt, it);
            case JobState.Succeeded it -> succeeded(createdAt, it.completion(), it.resumedSteps());
            case JobState.Failed it -> times(createdAt, it.startedAt().orElse(null), it.failedAt());
            case JobState.Canceled it -> times(createdAt, it.startedAt().orElse(null), it.canceledAt());
        };
    }

    private static Prediction.Metrics times(Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {
        return new Prediction.Metrics(
                seconds(startedAt, endedAt),
                seconds(createdAt, endedAt),
                seconds(createdAt, startedAt),
                null,
                null,
                null);
    }

    private static Prediction.Metrics processing(Instant createdAt, JobState.Processing state) {
        Optional<JobEvent.Started> start = state.start();
        return new Prediction.Metrics(
                null,
                null,
                seconds(createdAt, state.startedAt().orElse(null)),
                null,
                null,
                start.map(JobEvent.Started::resumedSteps).orElse(null));
    }

    private static Prediction.Metrics succeeded(
            Instant createdAt, JobEvent.Completion completion, OptionalInt resumedSteps) {
        return new Prediction.Metrics(
                seconds(completion.startedAt(), completion.completedAt()),
                seconds(createdAt, completion.completedAt()),
                seconds(createdAt, completion.startedAt()),
                completion.deviceSeconds(),
                completion.numerics(),
                resumedSteps.isPresent() ? resumedSteps.getAsInt() : null);
    }

    // Never negative, though the clocks of two machines may differ.
    private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
    }
}
