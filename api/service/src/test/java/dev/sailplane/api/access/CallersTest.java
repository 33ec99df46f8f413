package dev.sailplane.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
    private static final TenantName ACME = new TenantName("acme");
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final AtomicLong nanos = new AtomicLong();
    private final Callers callers = new Callers(Access.rule("keys"), new Keys(store, nanos::get));
    private final ApiKey key = Access.createKey(store.objects(), ACME);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "Token ", "Key ", "Bearer   "})
    void aKeyNamesItsTenant(String scheme) {
        assertThat(callers.identify(scheme + key.text())).isEqualTo(ACME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aKeyIsAskedForWhereThereIsNone(String nothing) {
        assertThatThrownBy(() -> callers.identify(nothing))
                .isInstanceOfSatisfying(
                        UnauthenticatedException.class,
                        refused -> assertThat(refused.challenge()).isEqualTo("Bearer"));
        assertThatThrownBy(() -> callers.identify(null)).isInstanceOf(UnauthenticatedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Basic YTpi",
                "Bearer sp_short",
                "Bearer ../../tenants/acme",
                "Bearer sp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "sp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoKnownKeyIsRefusedWithoutSayingWhy(String header) {
        assertThatThrownBy(() -> callers.identify(header))
                .isInstanceOfSatisfying(
                        UnauthenticatedException.class,
                        refused -> assertThat(refused.challenge()).contains("invalid_token"))
                .hasMessage("The API key is not known.");
    }

    @Test
    void aRevokedKeyIsForgottenInTime() {
        callers.identify("Bearer " + key.text());
        store.objects().remove(ObjectKeys.apiKey(key.id()));
        assertThat(callers.identify("Bearer " + key.text())).isEqualTo(ACME);

        pass(Keys.KNOWN_FOR);
        assertThatThrownBy(() -> callers.identify("Bearer " + key.text())).isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void aKeyThatWasTriedTooEarlyWorksInTime() {
        byte[] stored = store.objects().remove(ObjectKeys.apiKey(key.id()));
        assertThatThrownBy(() -> callers.identify("Bearer " + key.text())).isInstanceOf(UnauthenticatedException.class);
        store.objects().put(ObjectKeys.apiKey(key.id()), stored);
        assertThatThrownBy(() -> callers.identify("Bearer " + key.text())).isInstanceOf(UnauthenticatedException.class);

        pass(Keys.UNKNOWN_FOR);
        assertThat(callers.identify("Bearer " + key.text())).isEqualTo(ACME);
    }

    @Test
    void aBucketThatDoesNotAnswerIsNoVerdict() {
        store.down(true);
        assertThatThrownBy(() -> callers.identify("Bearer " + key.text())).isInstanceOf(StorageException.class);
        store.down(false);
        assertThat(callers.identify("Bearer " + key.text())).isEqualTo(ACME);
    }

    @Test
    void anOpenServiceTakesWhateverClientsInsistOnSending() {
        Callers open = new Callers(Access.rule("open"), new Keys(store));
        assertThat(open.identify("Bearer dummy")).isEqualTo(TenantName.DEFAULT);
        assertThat(open.identify(null)).isEqualTo(TenantName.DEFAULT);
        assertThat(open.identify("Bearer " + key.text())).isEqualTo(TenantName.DEFAULT);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
