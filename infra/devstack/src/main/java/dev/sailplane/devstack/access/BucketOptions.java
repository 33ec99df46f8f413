package dev.sailplane.devstack.access;

import dev.sailplane.cli.CommandFailedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bucket is meant, as a mixin. */
final class BucketOptions {
    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "The data directory of a running stack. Default: the bucket that the environment names"
                    + " (S3_ENDPOINT, S3_BUCKET, S3_REGION, AWS_...), else that of ~/.sailplane")
    private @Nullable Path data;

    /**
     * Opens the bucket.
     *
     * @param environment of this process
     * @throws CommandFailedException when no bucket is named and no stack runs
     */
    AccessBucket open(BucketLocator stacks, Map<String, String> environment) {
        Path directory = data == null ? stacks.standard() : data;
        Optional<BucketPlace> named = data == null ? BucketPlace.in(environment) : Optional.empty();
        return new AccessBucket(named.or(() -> stacks.find(directory))
                .orElseThrow(() -> new CommandFailedException("no stack runs on " + directory
                        + "; start one with ./sailplane up, or name a bucket by S3_ENDPOINT and S3_BUCKET")));
    }
}
