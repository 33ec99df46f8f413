package dev.sailplane.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRecordsTest {
    private static final TenantName ACME = new TenantName("acme");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void drawsKeysOfWhichNoTwoAreAlike() {
        SecureRandom random = new SecureRandom();
        ApiKey key = ApiKey.draw(random);
        assertThat(key.text()).matches("sp_[A-Za-z0-9_-]{43}");
        assertThat(ApiKey.draw(random)).isNotEqualTo(key);
        assertThat(key.text()).endsWith(key.hint());
    }

    @Test
    void aKeyIsNamedByItsSha256() {
        // printf %s sp_AAAA… | sha256sum
        assertThat(new ApiKey("sp_" + "A".repeat(43)).id().value())
                .isEqualTo("e4c379afd23850bf44c03583c6537ea8f4f17bd83c881c8240d6d9395e724f45");
    }

    @Test
    void aKeyIsNotToldByItsText() {
        ApiKey key = ApiKey.draw(new SecureRandom());
        assertThat(key.toString()).doesNotContain(key.text().substring(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sp_", "sp_short", "../../jobs", "pk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> new ApiKey(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsStoredOfAKeySurvivesTheBucket() {
        KeyRecord key = new KeyRecord(ACME, "ci", NOW, "wxyz");
        assertThat(Messages.readKey(Messages.write(key))).isEqualTo(key);
        assertThat(new String(Messages.write(key), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"tenant\":\"acme\",\"name\":\"ci\",\"created_at\":\"2026-03-01T12:00:00Z\",\"hint\":\"wxyz\"}");
    }

    @Test
    void whatIsSetForATenantSurvivesTheBucket() {
        TenantRecord tenant = TenantRecord.USUAL
                .withLimits(new TenantRecord.Limits(OptionalInt.of(600), OptionalInt.empty()))
                .rotated(Optional.of(NOW));
        assertThat(Messages.readTenant(Messages.write(tenant))).isEqualTo(tenant);
        assertThat(new String(Messages.write(tenant), StandardCharsets.UTF_8))
                .isEqualTo("{\"limits\":{\"requests_per_minute\":600},"
                        + "\"webhook_secret\":{\"version\":2,\"previous_until\":\"2026-03-01T12:00:00Z\"}}");
        assertThat(Messages.readTenant(Messages.write(TenantRecord.USUAL))).isEqualTo(TenantRecord.USUAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "{\"limits\":{\"requests_per_minute\":0},\"webhook_secret\":{\"version\":1}}"})
    void refusesWhatIsNoTenant(String json) {
        assertThatThrownBy(() -> Messages.readTenant(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void keysAndTenantsLieApartFromAllThatCallersMayName() {
        KeyId id = ApiKey.draw(new SecureRandom()).id();
        assertThat(ObjectKeys.apiKey(id)).isEqualTo("access/keys/" + id.value() + ".json");
        assertThat(ObjectKeys.tenant(ACME)).isEqualTo("access/tenants/acme.json");
    }
}
