package dev.sailplane.devstack.chaos;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.devstack.access.BucketPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What lies in the bucket. Blocking. */
final class BucketContents implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String JOBS = "jobs/";

    // What the S3 server had begun to write when it was killed: its own leftover, which it lists all the same.
    private static final Pattern HALF_WRITTEN =
            Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final S3Client client;
    private final String bucket;

    BucketContents(BucketPlace place) {
        client = place.connect(TIMEOUT);
        bucket = place.bucket();
    }

    /** All keys below {@code jobs/}, by the job they belong to; under the empty name those that belong to none. */
    Map<String, Set<String>> objects() {
        Map<String, Set<String>> objects = new HashMap<>();
        for (S3Object object : client.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(JOBS))
                .contents()) {
            if (HALF_WRITTEN.matcher(object.key()).matches()) {
                continue;
            }
            String job = ObjectKeys.jobOf(object.key()).map(JobId::value).orElse("");
            objects.computeIfAbsent(job, _ -> new TreeSet<>()).add(object.key());
        }
        return objects;
    }

    /** The last word on a job, if it was spoken. */
    Optional<JobManifest> manifest(String job) {
        try {
            return Optional.of(Messages.readManifest(
                    client.getObjectAsBytes(request -> request.bucket(bucket).key(ObjectKeys.manifest(new JobId(job))))
                            .asByteArray()));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
