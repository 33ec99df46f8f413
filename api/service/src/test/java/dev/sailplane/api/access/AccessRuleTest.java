package dev.sailplane.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRuleTest {
    @ParameterizedTest
    @CsvSource({
        "auto, 127.0.0.1, false",
        "auto, 127.8.9.1, false",
        "auto, localhost, false",
        "auto, ::1, false",
        "auto, 0.0.0.0, true",
        "auto, ::, true",
        "auto, 192.168.1.5, true",
        "auto, 203.0.113.7, true",
        "open, 127.0.0.1, false",
        "open, ::1, false",
        "keys, 127.0.0.1, true",
        "keys, 0.0.0.0, true",
        "keys, no-such-host.invalid, true"
    })
    void keysAreRequiredWhereOthersCanReachTheServiceOrWhereTheyAreAskedFor(
            String mode, String host, boolean required) {
        assertThat(new AccessRule(mode(mode), host).keysRequired()).isEqualTo(required);
    }

    @Test
    void unlessSetOtherwiseTheAddressDecides() {
        assertThat(new AccessRule(Configurations.usual(), "127.0.0.1").keysRequired())
                .isFalse();
        assertThat(new AccessRule(Configurations.usual(), "0.0.0.0").keysRequired())
                .isTrue();
    }

    @Test
    void theEnvironmentReachesTheMode() {
        assertThat(Configurations.with(Map.of("SAILPLANE_ACCESS", "keys"))
                        .access()
                        .mode())
                .isEqualTo(ApiConfiguration.AccessMode.KEYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.3", "203.0.113.7"})
    void startingOpenWhereOthersCanReachItIsRefused(String host) {
        assertThatThrownBy(() -> new AccessRule(mode("open"), host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("SAILPLANE_ACCESS=keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "open"})
    void anAddressThatCannotBeKnownIsRefused(String mode) {
        assertThatThrownBy(() -> new AccessRule(mode(mode), "no-such-host.invalid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageContaining("quarkus.http.host");
    }

    private static ApiConfiguration mode(String mode) {
        return Configurations.with(Map.of("sailplane.api.access.mode", mode));
    }
}
