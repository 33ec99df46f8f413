package dev.sailplane.devstack;

import dev.sailplane.devstack.access.BucketLocator;
import dev.sailplane.devstack.access.BucketPlace;
import java.nio.file.Path;
import java.util.Optional;

/** The buckets of stacks that run on this machine, found by their data directories. */
final class RunningStacks implements BucketLocator {
    @Override
    public Path standard() {
        return DataDirectory.standard();
    }

    @Override
    public Optional<BucketPlace> find(Path data) {
        return DataDirectory.storeRunningIn(data).map(endpoint -> {
            Credentials secrets = DataDirectory.credentialsIn(data);
            return new BucketPlace(
                    Optional.of(endpoint),
                    StackPlans.BUCKET,
                    StackPlans.REGION,
                    Optional.of(new BucketPlace.AccessCredentials(secrets.accessKey(), secrets.secretKey())));
        });
    }
}
