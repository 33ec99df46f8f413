package dev.sailplane.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.access.RateLimitedException.Kind;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.contract.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final TenantName ACME = new TenantName("acme");
    private static final TenantName OTHER = new TenantName("other");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeLedger ledger = new FakeLedger();
    private final MemoryObjectStore store = new MemoryObjectStore();

    @Test
    void jobsOfTheLastMinuteCountWhetherTheyHaveEndedOrNot() {
        Access.limit(store.objects(), ACME, 2, 10);
        ledger.ended(ACME, NOW.minusSeconds(61));
        ledger.ended(ACME, NOW.minusSeconds(50));
        Admission admission = admission("keys", Map.of());
        admission.admit(ACME).close();

        ledger.accepted(ACME, NOW.minusSeconds(20));
        assertThatThrownBy(() -> admission.admit(ACME))
                .isInstanceOfSatisfying(RateLimitedException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(Kind.REQUESTS_PER_MINUTE);
                    assertThat(refused.limit()).isEqualTo(2);
                    // The older of the two leaves the minute then.
                    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(11));
                })
                .hasMessageContaining("2 jobs a minute");
    }

    @Test
    void jobsThatHaveNotEndedCountHoweverOldTheyAre() {
        Access.limit(store.objects(), ACME, 100, 1);
        ledger.accepted(ACME, NOW.minusSeconds(3_600));
        assertThatThrownBy(() -> admission("keys", Map.of()).admit(ACME))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.CONCURRENT_JOBS))
                .hasMessageContaining("1 jobs at the same time");
    }

    @Test
    void anotherTenantsJobsDoNotCount() {
        Access.limit(store.objects(), OTHER, 1, 1);
        ledger.accepted(ACME, NOW);
        admission("keys", Map.of()).admit(OTHER).close();
    }

    @Test
    void whatIsBeingAcceptedCountsUntilItsReservationIsClosed() {
        Access.limit(store.objects(), ACME, 100, 1);
        Admission admission = admission("keys", Map.of());
        Reservation first = admission.admit(ACME);
        assertThatThrownBy(() -> admission.admit(ACME)).isInstanceOf(RateLimitedException.class);
        first.close();
        first.close();
        try (Reservation _ = admission.admit(ACME)) {
            assertThatThrownBy(() -> admission.admit(ACME)).isInstanceOf(RateLimitedException.class);
        }
    }

    @Test
    void manyAtTheSameMomentGetNoMoreThanTheLimit() throws InterruptedException, ExecutionException {
        Access.limit(store.objects(), ACME, 1_000, 7);
        Admission admission = admission("keys", Map.of());
        int admitted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                tries.add(threads.submit(() -> isAdmitted(admission)));
            }
            for (Future<Boolean> attempt : tries) {
                admitted += attempt.get() ? 1 : 0;
            }
        }
        assertThat(admitted).isEqualTo(7);
    }

    @Test
    void whereKeysAreAskedForTheUsualLimitsHold() {
        Admission admission = admission("keys", Map.of());
        admission.admit(ACME).close();
        assertThat(admission.quotas(ACME))
                .containsExactly(
                        new Quota(Kind.REQUESTS_PER_MINUTE, 600, 600, OptionalInt.of(60)),
                        new Quota(Kind.CONCURRENT_JOBS, 100, 100, OptionalInt.empty()));
    }

    @Test
    void quotasTellWhatIsLeftAndWhenThereIsMore() {
        Access.limit(store.objects(), ACME, 5, 3);
        Admission admission = admission("keys", Map.of());
        ledger.accepted(ACME, NOW.minusSeconds(40));
        ledger.ended(ACME, NOW.minusSeconds(10));
        try (Reservation _ = admission.admit(ACME)) {
            assertThat(admission.quotas(ACME))
                    .containsExactly(
                            new Quota(Kind.REQUESTS_PER_MINUTE, 5, 2, OptionalInt.of(21)),
                            new Quota(Kind.CONCURRENT_JOBS, 3, 1, OptionalInt.empty()));
        }
    }

    @Test
    void anOpenServiceHasNoLimitsUnlessTheyAreConfigured() {
        for (int number = 0; number < 2_000; number++) {
            ledger.accepted(TenantName.DEFAULT, NOW);
        }
        Admission unlimited = admission("open", Map.of());
        unlimited.admit(TenantName.DEFAULT).close();
        assertThat(unlimited.quotas(TenantName.DEFAULT)).isEmpty();

        Admission limited = admission("open", Map.of("sailplane.api.access.default-concurrent-jobs", "2000"));
        assertThatThrownBy(() -> limited.admit(TenantName.DEFAULT)).isInstanceOf(RateLimitedException.class);
    }

    @Test
    void anOpenServiceDoesNotNeedTheBucketToAdmit() {
        store.down(true);
        admission("open", Map.of()).admit(TenantName.DEFAULT).close();
    }

    private static boolean isAdmitted(Admission admission) {
        try {
            // Kept: what was admitted stays under way.
            return admission.admit(ACME) != null;
        } catch (RateLimitedException refused) {
            return false;
        }
    }

    private Admission admission(String mode, Map<String, String> settings) {
        return new Admission(ledger, new Tenants(store), Access.rule(mode), Configurations.with(settings), () -> NOW);
    }
}
