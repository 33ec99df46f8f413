package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.contract.TenantName;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {
    private static final TenantName TENANT = TenantName.DEFAULT;
    private static final String BODY = "{\"prompt\":\"ein Ring, ünd eine Säule\"}";

    private final Instant now = Instant.now();
    private final WebhookSecrets first = secrets(SecretRotation.FIRST);

    @Test
    void theStandardLibraryVerifiesTheSharedSecret() throws WebhookVerificationException {
        verify(first.current(TENANT).secret(), headers(first));
    }

    @Test
    void theJdkVerifiesThePublicKey() throws GeneralSecurityException {
        assertThat(signatures(headers(first), "v1a,"))
                .singleElement()
                .satisfies(
                        signature -> assertThat(isSigned(first.current(TENANT).publicKey(), signature, BODY))
                                .isTrue());
        assertThat(isSigned(
                        first.current(TENANT).publicKey(),
                        signatures(headers(first), "v1a,").getFirst(),
                        BODY + " "))
                .isFalse();
    }

    @Test
    void thePublicKeyIsThatOfTheStandardsFirstExample() {
        // RFC 8032, section 7.1, test 1.
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] expected = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(new SigningKey(new byte[32], seed).publicKey())
                .isEqualTo("whpk_" + Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void whileThePreviousSecretHoldsBothVerify() throws WebhookVerificationException, GeneralSecurityException {
        WebhookSecrets rotated = secrets(new SecretRotation(2, Optional.of(now.plusSeconds(60))));
        Map<String, String> headers = headers(rotated);

        verify(first.current(TENANT).secret(), headers);
        verify(rotated.current(TENANT).secret(), headers);
        List<String> asymmetric = signatures(headers, "v1a,");
        assertThat(asymmetric).hasSize(2);
        assertThat(isSigned(rotated.current(TENANT).publicKey(), asymmetric.get(0), BODY))
                .isTrue();
        assertThat(isSigned(first.current(TENANT).publicKey(), asymmetric.get(1), BODY))
                .isTrue();
    }

    @Test
    void thePreviousSecretEndsWhenItsTimeIsOver() {
        WebhookSecrets rotated = secrets(new SecretRotation(2, Optional.of(now)));
        assertThat(signatures(headers(rotated), "v1,")).hasSize(1);
        assertThatThrownBy(() -> verify(first.current(TENANT).secret(), headers(rotated)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void noTwoTenantsOrVersionsOrServicesShareASecret() {
        SigningKey key = first.current(TENANT);
        List<SigningKey> others = List.of(
                first.current(new TenantName("other")),
                secrets(new SecretRotation(2, Optional.empty())).current(TENANT),
                new WebhookSecrets(
                                Configurations.with(Map.of(
                                        "sailplane.api.webhook.secret",
                                        "whsec_" + Base64.getEncoder().encodeToString(new byte[32]))),
                                _ -> SecretRotation.FIRST)
                        .current(TENANT));
        assertThat(others).allSatisfy(other -> {
            assertThat(other.secret()).startsWith("whsec_").isNotEqualTo(key.secret());
            assertThat(other.publicKey()).startsWith("whpk_").isNotEqualTo(key.publicKey());
        });
        assertThat(key.secret()).isNotEqualTo(Configurations.SECRET);
        assertThat(secrets(SecretRotation.FIRST).current(TENANT).secret()).isEqualTo(key.secret());
    }

    private static WebhookSecrets secrets(SecretRotation rotation) {
        return new WebhookSecrets(Configurations.usual(), _ -> rotation);
    }

    private Map<String, String> headers(WebhookSecrets secrets) {
        return new WebhookSigner(secrets).headers(TENANT, "event-1", now, BODY);
    }

    private static void verify(String secret, Map<String, String> headers) throws WebhookVerificationException {
        new Webhook(secret)
                .verify(
                        BODY,
                        headers.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))));
    }

    private static List<String> signatures(Map<String, String> headers, String scheme) {
        return Arrays.stream(headers.getOrDefault("webhook-signature", "").split(" ", -1))
                .filter(signature -> signature.startsWith(scheme))
                .map(signature -> signature.substring(scheme.length()))
                .toList();
    }

    private boolean isSigned(String publicKey, String signature, String body) throws GeneralSecurityException {
        byte[] point = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        boolean odd = (point[31] & 0x80) != 0;
        point[31] &= 0x7f;
        byte[] bigEndian = new byte[32];
        for (int index = 0; index < 32; index++) {
            bigEndian[index] = point[31 - index];
        }
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)))));
        verifier.update(("event-1." + now.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
