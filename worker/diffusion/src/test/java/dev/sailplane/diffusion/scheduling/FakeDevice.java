package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes virtual time for a batch, notes whose rows it evaluated, and fails as it is told to. */
final class FakeDevice {
    final VirtualClock clock = new VirtualClock();
    /** Names of the rows' tasks, batch by batch, also of those that failed. */
    final List<List<String>> batches = new ArrayList<>();
    /** The device's time that each tenant's rows took. */
    final Map<String, Duration> used = new HashMap<>();
    /** Looks at a batch before it is evaluated; may throw. */
    Consumer<List<FakeTask>> mishap = batch -> {};

    Lane lane(int limit, Duration secondsOfABatch) {
        return Lane.ofAnySize(rows -> evaluate(rows, secondsOfABatch), limit);
    }

    Lane lane(int limit) {
        return lane(limit, Duration.ofSeconds(1));
    }

    double share(String tenant) {
        double all = used.values().stream().mapToLong(Duration::toMillis).sum();
        return used.getOrDefault(tenant, Duration.ZERO).toMillis() / all;
    }

    private List<NoisePrediction> evaluate(List<NoisyRow> rows, Duration time) {
        List<FakeTask> owners = rows.stream().map(FakeTask::owner).toList();
        batches.add(owners.stream().map(owner -> owner.name).toList());
        mishap.accept(owners);
        clock.pass(time);
        for (FakeTask owner : owners) {
            used.merge(owner.claim().tenant(), time.dividedBy(rows.size()), Duration::plus);
        }
        return Collections.nCopies(rows.size(), new NoisePrediction(FakeTask.PIXEL, FakeTask.PIXEL));
    }
}
