package dev.sailplane.api.prediction;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * By what a request is known when it comes again.
 *
 * @param fingerprint of all that was asked, lower-case hexadecimal SHA-256
 * @param idempotencyKey the caller's own name for it (draft-ietf-httpapi-idempotency-key-header)
 * @param repeated whether the caller's client says that it sends the request again because no answer came
 * @param traceparent the caller's trace (W3C Trace Context), which is no part of what is asked
 * @param redriven the failed job that is to run again; it does so once, whatever the caller's name for the request
 */
public record RequestIdentity(
        String fingerprint,
        Optional<String> idempotencyKey,
        boolean repeated,
        Optional<String> traceparent,
        Optional<JobId> redriven) {
    /** One that belongs to no trace. */
    public RequestIdentity(String fingerprint, Optional<String> idempotencyKey, boolean repeated) {
        this(fingerprint, idempotencyKey, repeated, Optional.empty(), Optional.empty());
    }

    /** Of the request to run a failed job again. */
    public static RequestIdentity redriving(JobId job, Optional<String> traceparent) {
        String fingerprint = fingerprint(bytes("redrive"), bytes(job.value()));
        return new RequestIdentity(fingerprint, Optional.empty(), false, traceparent, Optional.of(job));
    }

    /** The object that notes what job the request made, if it is to be noted. */
    Optional<String> record(TenantName tenant) {
        return redriven.map(ObjectKeys::redrive)
                .or(() -> idempotencyKey.map(key -> ObjectKeys.idempotency(tenant, fingerprint(bytes(key)))));
    }

    /** The object that notes the job of a request without a record of its own, while nobody knows whether there is one. */
    String unconfirmed(TenantName tenant) {
        return ObjectKeys.idempotency(tenant, fingerprint(bytes("unconfirmed"), bytes(fingerprint)));
    }

    /** A fingerprint of parts: the same parts in the same order give the same. */
    public static String fingerprint(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            // The length first, so that no two lists of parts run together the same way.
            digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
