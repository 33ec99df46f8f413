package dev.sailplane.api.webhook;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.TenantName;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The tenants' signing keys. Nothing is stored: each is derived (HKDF-SHA256, RFC 5869) from the service's root secret,
 * the tenant's name and the secret's version. Whoever changes the root changes all of them.
 */
@Startup
@ApplicationScoped
public class WebhookSecrets {
    private static final String PREFIX = "whsec_";
    private static final int KEY_BYTES = 32;

    private final byte[] root;
    private final SecretRotations rotations;

    /** Refuses a malformed root secret without repeating it. */
    public WebhookSecrets(ApiConfiguration configuration, SecretRotations rotations) {
        this.root = root(configuration.webhook().secret());
        this.rotations = rotations;
    }

    /** The key a tenant verifies with now. */
    public SigningKey current(TenantName tenant) {
        return key(tenant, rotations.of(tenant).version());
    }

    /** The keys to sign with at a time: the current one first, then the one before while it still holds. */
    List<SigningKey> valid(TenantName tenant, Instant time) {
        SecretRotation rotation = rotations.of(tenant);
        int versions = rotation.previousUntil().filter(time::isBefore).isPresent() ? 2 : 1;
        return IntStream.range(0, versions)
                .mapToObj(age -> key(tenant, rotation.version() - age))
                .toList();
    }

    private SigningKey key(TenantName tenant, int version) {
        return new SigningKey(derived("hmac", tenant, version), derived("ed25519", tenant, version));
    }

    private byte[] derived(String purpose, TenantName tenant, int version) {
        String info = "sailplane webhook " + purpose + "/" + tenant + "/" + version;
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(root)
                            .thenExpand(info.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot derive keys", impossible);
        }
    }

    private static byte[] root(String text) {
        if (text.startsWith(PREFIX)) {
            try {
                byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (bytes.length >= 24 && bytes.length <= 64) {
                    return bytes;
                }
            } catch (IllegalArgumentException malformed) {
                // The same words as for one of another length.
            }
        }
        throw new IllegalArgumentException(
                "sailplane.api.webhook.secret must be whsec_ and the base 64 of 24 to 64 bytes");
    }
}
