package dev.sailplane.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkSignerTest {
    private static final TenantName ACME = new TenantName("acme");
    private static final JobId JOB = Sample.id(1);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EXPIRY = NOW.plusSeconds(60);

    private final LinkSigner signer = new LinkSigner(Configurations.usual());
    private final String token = signer.sign(JOB, ACME, EXPIRY);

    @Test
    void aTokenOpensItsJobUntilItExpires() {
        assertThat(signer.verify(token, JOB, NOW)).contains(ACME);
        assertThat(signer.verify(token, JOB, EXPIRY.minusSeconds(1))).contains(ACME);
        assertThat(signer.verify(token, JOB, EXPIRY)).isEmpty();
    }

    @Test
    void aTokenOpensNoOtherJob() {
        assertThat(signer.verify(token, Sample.id(2), NOW)).isEmpty();
    }

    @Test
    void whatATokenSaysCannotBeChanged() {
        assertThat(signer.verify(token.replace("acme", "other"), JOB, NOW)).isEmpty();
        assertThat(signer.verify(token.replace("" + EXPIRY.getEpochSecond(), "9999999999"), JOB, NOW))
                .isEmpty();
        assertThat(signer.verify(token.substring(0, token.length() - 1), JOB, NOW))
                .isEmpty();
        assertThat(signer.verify("", JOB, NOW)).isEmpty();
        assertThat(signer.verify("acme.1.x", JOB, NOW)).isEmpty();
    }

    @Test
    void aServiceWithAnotherSecretDoesNotKnowIt() {
        LinkSigner other = new LinkSigner(Configurations.with(
                Map.of("sailplane.api.webhook.secret", "whsec_OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk=")));
        assertThat(other.verify(token, JOB, NOW)).isEmpty();
    }

    @Test
    void aTokenIsSafeInAnAddressAsItIs() {
        assertThat(token).matches("[A-Za-z0-9._-]+");
    }
}
