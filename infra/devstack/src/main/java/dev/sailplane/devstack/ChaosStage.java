package dev.sailplane.devstack;

import dev.sailplane.devstack.access.BucketPlace;
import dev.sailplane.devstack.chaos.Member;
import dev.sailplane.devstack.chaos.Role;
import dev.sailplane.devstack.chaos.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack made ready for chaos: settings under which faults in quick succession wear out no job's patience. */
final class ChaosStage {
    private static final int APIS = 2;
    private static final int MOST_WORKERS = 16;

    private ChaosStage() {}

    static void requireWorkers(int workers) {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("--workers is 1 to %d, not %d".formatted(MOST_WORKERS, workers));
        }
    }

    /**
     * As many attempts as it takes, and tries of webhooks within seconds instead of hours: else a job would end for want
     * of attempts, or the run wait for a receiver's second chance.
     */
    static StackOptions options(Path data, int workers) {
        return new StackOptions(
                data,
                new StackOptions.WantedPorts(Ports.free(1).getFirst(), 0, 0),
                APIS,
                workers,
                new StackOptions.Tuning(
                        Map.of(),
                        Map.of(
                                "SAILPLANE_API_WEBHOOK_RETRIES", "1S,3S,6S,10S,15S,20S,30S,45S,60S,90S,120S,180S",
                                "SAILPLANE_API_WEBHOOK_RECEIVERS_PAUSE", "5S",
                                "SAILPLANE_API_VIEW_SILENCE", "60S"),
                        Map.of(
                                "SAILPLANE_MODEL", Terminal.BOX_MODEL,
                                "SAILPLANE_THREADS", "1",
                                "SAILPLANE_WORKER_ATTEMPTS_MAXIMUM", "1000"),
                        Duration.ofSeconds(1)));
    }

    /** The stack as chaos knows it; it must be up. */
    static Stage of(DevStack stack, Installation installation) {
        List<Member> members = new ArrayList<>();
        stack.workers().forEach(worker -> members.add(new StackMember(worker, Role.WORKER)));
        stack.apis().forEach(api -> members.add(new StackMember(api, Role.API)));
        members.add(new StackMember(stack.kafka(), Role.BROKER));
        members.add(new StackMember(stack.s3(), Role.STORE));
        Credentials secrets = stack.credentials();
        BucketPlace bucket = new BucketPlace(
                Optional.of(stack.s3Address()),
                StackPlans.BUCKET,
                StackPlans.REGION,
                Optional.of(new BucketPlace.AccessCredentials(secrets.accessKey(), secrets.secretKey())));
        return new Stage(members, stack.apiAddresses(), bucket, new TopicProcess(installation, stack.kafkaAddress()));
    }
}
