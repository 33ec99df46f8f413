package dev.sailplane.api.access;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Links to a job's stream that hold without a key, for browsers and clients that send none. A token is
 * {@code tenant.expiry.mac}: HMAC-SHA256 over job, tenant and expiry (Unix seconds), by a key that HKDF (RFC 5869)
 * derives from the service's secret for this use alone. Safe for use by many threads.
 */
@ApplicationScoped
public class LinkSigner {
    private static final String MAC = "HmacSHA256";
    private static final byte[] USE = "sailplane/stream-link/1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final Pattern TOKEN =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,62})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

    private final SecretKey key;

    /** Derives its key. */
    public LinkSigner(ApiConfiguration configuration) {
        byte[] secret = configuration.webhook().secret().getBytes(StandardCharsets.UTF_8);
        try {
            key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(MAC, HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(USE, KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot derive keys", impossible);
        }
    }

    /** A token for one job of a tenant, safe in a URL as it is. */
    public String sign(JobId job, TenantName tenant, Instant expiry) {
        return tenant + "." + expiry.getEpochSecond() + "." + mac(job, tenant, expiry.getEpochSecond());
    }

    /** The tenant whose job the token opens, if it is genuine, for this job, and not expired. */
    public Optional<TenantName> verify(String token, JobId job, Instant now) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        TenantName tenant = new TenantName(parts.group(1));
        long expiry = Long.parseLong(parts.group(2));
        boolean genuine = MessageDigest.isEqual(ascii(mac(job, tenant, expiry)), ascii(parts.group(3)));
        return genuine && now.getEpochSecond() < expiry ? Optional.of(tenant) : Optional.empty();
    }

    private String mac(JobId job, TenantName tenant, long expiry) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] signature = mac.doFinal(ascii(job + "." + tenant + "." + expiry));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot sign", impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
