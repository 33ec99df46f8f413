package dev.sailplane.api.storage;

import dev.sailplane.api.configuration.ApiConfiguration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket on S3 or a server that speaks it. Credentials come from the SDK's default chain. */
@ApplicationScoped
public class S3ObjectStore implements ObjectStore {
    private static final Counter ERRORS = Metrics.counter("sailplane.s3.errors");
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409; // two conditional writes at the same time: the other one may have won

    private final S3Client client;
    private final S3Presigner presigner;
    private final String bucket;
    private final Duration validity;

    /** Connects on first use. */
    public S3ObjectStore(ApiConfiguration configuration, OpenTelemetry telemetry) {
        ApiConfiguration.Storage settings = configuration.storage();
        Region region = Region.of(settings.region());
        bucket = settings.bucket();
        validity = settings.urlValidity();
        client = S3Client.builder()
                .region(region)
                .endpointOverride(settings.endpoint().orElse(null))
                .forcePathStyle(settings.endpoint().isPresent())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(overrides -> overrides
                        .apiCallTimeout(settings.timeout())
                        .addExecutionInterceptor(
                                AwsSdkTelemetry.create(telemetry).newExecutionInterceptor()))
                .build();
        presigner = S3Presigner.builder()
                .region(region)
                .endpointOverride(settings.endpoint().orElse(null))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.endpoint().isPresent())
                        .build())
                .build();
    }

    @Override
    public void put(String key, byte[] bytes, String contentType) {
        translated(() -> client.putObject(
                request -> request.bucket(bucket).key(key).contentType(contentType), RequestBody.fromBytes(bytes)));
    }

    @Override
    public boolean create(String key, byte[] bytes, String contentType) {
        return translated(() -> {
            try {
                client.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .ifNoneMatch("*"),
                        RequestBody.fromBytes(bytes));
                return true;
            } catch (S3Exception refusal) {
                if (refusal.statusCode() == PRECONDITION_FAILED || refusal.statusCode() == CONFLICT) {
                    return false;
                }
                throw refusal;
            }
        });
    }

    @Override
    public Optional<byte[]> get(String key, long maximumBytes) {
        return translated(() -> {
            try (ResponseInputStream<GetObjectResponse> object =
                    client.getObject(request -> request.bucket(bucket).key(key))) {
                if (object.response().contentLength() > maximumBytes) {
                    object.abort();
                    throw new ObjectTooLargeException(maximumBytes);
                }
                return Optional.of(object.readAllBytes());
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            } catch (IOException broken) {
                throw new StorageException("the object could not be read to its end", broken);
            }
        });
    }

    @Override
    public void delete(String key) {
        translated(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public URI presign(String key) {
        try {
            return presigner
                    .presignGetObject(request -> request.signatureDuration(validity)
                            .getObjectRequest(object -> object.bucket(bucket).key(key)))
                    .url()
                    .toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a presigned address is no URI", impossible);
        }
    }

    @PreDestroy
    void close() {
        client.close();
        presigner.close();
    }

    private static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            ERRORS.increment();
            throw new StorageException("the object store does not answer as it should", failure);
        }
    }
}
