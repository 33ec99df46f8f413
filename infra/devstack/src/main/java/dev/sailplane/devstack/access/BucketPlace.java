package dev.sailplane.devstack.access;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where a bucket is and how to get at it.
 *
 * @param endpoint of the S3 server; absent for AWS itself
 * @param credentials absent for the AWS SDK's own ways
 */
public record BucketPlace(
        Optional<URI> endpoint, String bucket, String region, Optional<AccessCredentials> credentials) {
    /** The environment variables that name a bucket; one is enough. */
    private static final String ENDPOINT = "S3_ENDPOINT";

    private static final String BUCKET = "S3_BUCKET";

    /** Of an S3 server. */
    public record AccessCredentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "AccessCredentials[hidden]";
        }
    }

    /** What the environment says, by the names the services know; empty when it names neither server nor bucket. */
    public static Optional<BucketPlace> in(Map<String, String> environment) {
        if (!environment.containsKey(ENDPOINT) && !environment.containsKey(BUCKET)) {
            return Optional.empty();
        }
        return Optional.of(new BucketPlace(
                Optional.ofNullable(environment.get(ENDPOINT))
                        .filter(text -> !text.isBlank())
                        .map(URI::create),
                environment.getOrDefault(BUCKET, "sailplane"),
                environment.getOrDefault("S3_REGION", "us-east-1"),
                Optional.empty()));
    }

    /**
     * A client of its server, connected on first use.
     *
     * @param timeout of a call with its retries
     */
    public S3Client connect(Duration timeout) {
        return S3Client.builder()
                .region(Region.of(region))
                .endpointOverride(endpoint.orElse(null))
                .forcePathStyle(endpoint.isPresent())
                .credentialsProvider(provider())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(overrides -> overrides.apiCallTimeout(timeout))
                .build();
    }

    private AwsCredentialsProvider provider() {
        return credentials
                .<AwsCredentialsProvider>map(known -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(known.accessKey(), known.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
