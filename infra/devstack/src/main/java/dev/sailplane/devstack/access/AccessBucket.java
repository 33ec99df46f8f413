package dev.sailplane.devstack.access;

import dev.sailplane.cli.CommandFailedException;
import dev.sailplane.contract.KeyId;
import dev.sailplane.contract.KeyRecord;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.TenantRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keys and tenants where the API reads them. Writes are conditional: of two operators at the same object one is told.
 * Blocking. All methods throw {@link CommandFailedException} when the bucket does not do as it should.
 */
public final class AccessBucket implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int PRECONDITION_FAILED = 412;
    private static final String ANY = "*";
    private static final String WRITE = "write"; // metadata: which write it was

    private final S3Client client;
    private final String bucket;

    /** Connects on first use. */
    public AccessBucket(BucketPlace place) {
        bucket = place.bucket();
        client = place.connect(TIMEOUT);
    }

    /** Keeps a new key. */
    public void create(KeyId id, KeyRecord key) {
        put(ObjectKeys.apiKey(id), Messages.write(key), request -> request.ifNoneMatch(ANY));
    }

    /** All keys whose ids start so. */
    public Map<KeyId, KeyRecord> keys(String idPrefix) {
        return all(ObjectKeys.API_KEYS, idPrefix, KeyId::new, KeyId::value, Messages::readKey);
    }

    /** Ends a key. */
    public void revoke(KeyId id) {
        translated(() -> client.deleteObject(request -> request.bucket(bucket).key(ObjectKeys.apiKey(id))));
    }

    /** All tenants for which something is set. */
    public Map<TenantName, TenantRecord> tenants() {
        return all(ObjectKeys.TENANTS, "", TenantName::new, TenantName::value, Messages::readTenant);
    }

    /** Changes what is set for a tenant; told back as it is now. */
    public TenantRecord change(TenantName tenant, UnaryOperator<TenantRecord> change) {
        String key = ObjectKeys.tenant(tenant);
        return translated(() -> {
            try {
                ResponseBytes<GetObjectResponse> present = bytes(key);
                TenantRecord changed = change.apply(Messages.readTenant(present.asByteArray()));
                put(
                        key,
                        Messages.write(changed),
                        request -> request.ifMatch(present.response().eTag()));
                return changed;
            } catch (NoSuchKeyException absent) {
                TenantRecord changed = change.apply(TenantRecord.USUAL);
                put(key, Messages.write(changed), request -> request.ifNoneMatch(ANY));
                return changed;
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private <K, V> Map<K, V> all(
            String folder,
            String prefix,
            Function<String, K> name,
            Function<K, String> order,
            Function<byte[], V> read) {
        return translated(() -> {
            Map<K, V> found = new TreeMap<>(Comparator.comparing(order));
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(folder + prefix))
                    .contents()) {
                String file = object.key().substring(folder.length()).replaceFirst("\\.json$", "");
                found.put(name.apply(file), read.apply(bytes(object.key()).asByteArray()));
            }
            return found;
        });
    }

    private ResponseBytes<GetObjectResponse> bytes(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key));
    }

    private void put(String key, byte[] json, UnaryOperator<PutObjectRequest.Builder> condition) {
        String write = UUID.randomUUID().toString();
        PutObjectRequest request = condition
                .apply(PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentType("application/json")
                        .metadata(Map.of(WRITE, write)))
                .build();
        translated(() -> {
            try {
                client.putObject(request, RequestBody.fromBytes(json));
            } catch (S3Exception refusal) {
                requireMade(write, key, refusal);
            }
            return key;
        });
    }

    // A write may have been made though its answer was lost; the client's repetition is then refused.
    private void requireMade(String write, String key, S3Exception refusal) {
        if (refusal.statusCode() != PRECONDITION_FAILED
                || !write.equals(
                        client.headObject(request -> request.bucket(bucket).key(key))
                                .metadata()
                                .get(WRITE))) {
            throw refusal;
        }
    }

    private static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (NoSuchKeyException absent) {
            throw absent;
        } catch (S3Exception failure) {
            throw failure.statusCode() == PRECONDITION_FAILED
                    ? new CommandFailedException(
                            "somebody else changed it at the same time; look, and try again", failure)
                    : new CommandFailedException("the bucket refused: " + failure.getMessage(), failure);
        } catch (SdkException failure) {
            throw new CommandFailedException("the bucket does not answer: " + failure.getMessage(), failure);
        }
    }
}
