package dev.sailplane.worker.s3;

import dev.sailplane.worker.job.StoreUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Requests to one bucket, in the worker's words: what cannot be reached is a {@link StoreUnavailableException}, what was
 * interrupted an {@link InterruptedException}. Safe for use by several threads.
 *
 * @param client stays its owner's, who closes it
 */
record Bucket(S3Client client, String name) {
    private static final Counter ERRORS = Metrics.counter("sailplane.s3.errors");
    private static final int CONFLICT = 409; // two conditional writes at the same time: the other one may have won
    private static final int PRECONDITION_FAILED = 412;

    /** Writes; returns the ETag. */
    String put(String key, byte[] content, Consumer<PutObjectRequest.Builder> details) throws InterruptedException {
        return call(() -> write(key, content, details));
    }

    /** Writes on a condition among the details; returns the ETag, or nothing when the condition did not hold. */
    Optional<String> putIf(String key, byte[] content, Consumer<PutObjectRequest.Builder> details)
            throws InterruptedException {
        return call(() -> {
            try {
                return Optional.of(write(key, content, details));
            } catch (NoSuchKeyException _) {
                return Optional.empty(); // there is nothing that could be replaced
            } catch (S3Exception refusal) {
                if (refusal.statusCode() == PRECONDITION_FAILED || refusal.statusCode() == CONFLICT) {
                    return Optional.empty();
                }
                throw refusal;
            }
        });
    }

    /** Reads a whole object, if it is there. */
    Optional<byte[]> read(String key) throws InterruptedException {
        return ifThere(
                () -> client.getObjectAsBytes(request -> request.bucket(name).key(key))
                        .asByteArrayUnsafe());
    }

    /** Reads an object, if it is there; of one that has more bytes than the limit, none. */
    Optional<ResponseBytes<GetObjectResponse>> read(String key, int limit) throws InterruptedException {
        return ifThere(() -> client.getObject(request -> request.bucket(name).key(key), (response, body) -> {
            if (response.contentLength() > limit) {
                body.abort();
                return ResponseBytes.fromByteArrayUnsafe(response, new byte[0]);
            }
            return ResponseBytes.fromByteArrayUnsafe(response, body.readAllBytes());
        }));
    }

    /** What is known of an object, if it is there. */
    Optional<HeadObjectResponse> head(String key) throws InterruptedException {
        return ifThere(() -> client.headObject(request -> request.bucket(name).key(key)));
    }

    /** Deletes; what is not there does not matter. */
    void delete(String key) throws InterruptedException {
        call(() -> client.deleteObject(request -> request.bucket(name).key(key)));
    }

    /** The SHA-256, lower-case hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private String write(String key, byte[] content, Consumer<PutObjectRequest.Builder> details) {
        return client.putObject(
                        request -> details.accept(request.bucket(name).key(key)), RequestBody.fromBytes(content))
                .eTag();
    }

    private static <T> Optional<T> ifThere(Supplier<T> request) throws InterruptedException {
        return call(() -> {
            try {
                return Optional.of(request.get());
            } catch (NoSuchKeyException _) {
                return Optional.empty();
            }
        });
    }

    private static <T> T call(Supplier<T> request) throws InterruptedException {
        try {
            return request.get();
        } catch (SdkException failure) {
            if (Thread.interrupted() || failure instanceof AbortedException) {
                throw new InterruptedException();
            }
            ERRORS.increment();
            throw new StoreUnavailableException(failure);
        }
    }
}
