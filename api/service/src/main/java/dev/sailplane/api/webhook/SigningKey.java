package dev.sailplane.api.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * What one tenant's messages are signed with (Standard Webhooks 1.0.0): a shared secret for {@code v1} (HMAC-SHA256) and
 * a key pair for {@code v1a} (Ed25519).
 */
public final class SigningKey {
    private final byte[] secret;
    private final Ed25519PrivateKeyParameters privateKey;

    /**
     * Of derived bytes.
     *
     * @param secret 24 to 64 bytes
     * @param seed 32 bytes, the private key of RFC 8032
     */
    SigningKey(byte[] secret, byte[] seed) {
        this.secret = secret.clone();
        this.privateKey = new Ed25519PrivateKeyParameters(seed);
    }

    /** The shared secret for whoever verifies {@code v1}: {@code whsec_} and base 64. */
    public String secret() {
        return "whsec_" + base64(secret);
    }

    /** The public key for whoever verifies {@code v1a}: {@code whpk_} and base 64. */
    public String publicKey() {
        return "whpk_" + base64(privateKey.generatePublicKey().getEncoded());
    }

    /** Both signatures, separated by a space. */
    String sign(String id, long seconds, String body) {
        try {
            return new Webhook(secret()).sign(id, seconds, body) + " " + asymmetric(id + "." + seconds + "." + body);
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException("this Java cannot sign", impossible);
        }
    }

    private String asymmetric(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(bytes, 0, bytes.length);
        return "v1a," + base64(signer.generateSignature());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
