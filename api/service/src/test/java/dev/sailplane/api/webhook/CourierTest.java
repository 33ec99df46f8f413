package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.job.Sample;
import dev.sailplane.api.outbound.Reply;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourierTest {
    private static final URI HOOK = URI.create("https://hooks.example/in");
    private static final Map<String, String> PATIENT = Map.of("sailplane.api.webhook.receivers.failures", "1000");

    private final VirtualClock clock = new VirtualClock();
    private final MemoryJournal journal = new MemoryJournal();
    private final ScriptedReceivers receivers = new ScriptedReceivers();
    private Replica replica = replica(PATIENT);

    @Test
    void whatIsDeliveredIsNotSentAgain() {
        promise(1);
        replica.round();
        clock.advance(Duration.ofDays(2));
        replica.round();

        assertThat(receivers.calls()).singleElement().satisfies(call -> {
            assertThat(call.url()).isEqualTo(HOOK);
            assertThat(call.id()).isEqualTo(id(1));
            assertThat(call.json()).contains("\"status\":\"succeeded\"", "https://bucket.example/jobs/");
        });
        assertThat(status(1)).isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void whatIsMissedIsTriedForADayUnderTheSameIdAndThenGivenUp() {
        receivers.answer(500);
        promise(1);
        for (int tries = 1; tries <= 10; tries++) {
            assertThat(replica.round()).isEqualTo(1);
            assertThat(replica.round()).isZero();
            if (tries < 10) {
                clock.set(replica.nextDue());
            }
        }
        assertThat(Duration.between(VirtualClock.START, clock.instant()))
                .isBetween(Duration.ofHours(24), Duration.ofHours(27));
        assertThat(receivers.calls())
                .hasSize(10)
                .allSatisfy(call -> assertThat(call.id()).isEqualTo(id(1)));
        assertThat(status(1)).isEqualTo(DeliveryState.Status.FAILED);
        assertThat(replica.delivery(id(1)).attempts()).hasSize(10);
    }

    @Test
    void aRestartResumesTheScheduleWhereItWas() {
        receivers.answer(500);
        promise(1);
        replica.round();
        clock.set(replica.nextDue());
        replica.round();
        Instant third = replica.nextDue();

        replica = replica(PATIENT);

        assertThat(replica.round()).isZero();
        assertThat(replica.nextDue()).isEqualTo(third).isAfter(clock.instant().plus(Duration.ofMinutes(4)));
        clock.set(third);
        receivers.answer(204);
        replica.round();
        assertThat(receivers.calls()).hasSize(3);
        assertThat(status(1)).isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void whoeverDiesBetweenPostAndRecordLeavesItToBeSentAgain() {
        promise(1);
        journal.crashAtNextRecord();
        try {
            replica.round();
        } catch (MemoryJournal.Crash dead) {
            replica = replica(PATIENT);
        }
        replica.round();

        assertThat(receivers.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.id()).isEqualTo(id(1)));
        assertThat(status(1)).isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void aBrokerThatIsAwayForAMomentDoesNotMakeItSentTwice() {
        promise(1);
        journal.refuse(1);
        replica.round();

        assertThat(receivers.calls()).hasSize(1);
        assertThat(journal.records().getLast().state().status()).isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void whatAnotherReplicaOwnsIsLeftToIt() {
        promise(1);
        assertThat(replica.round(Set.of())).isZero();
        assertThat(replica.round(Set.of(1))).isZero();
        assertThat(replica.round(Set.of(0, 1))).isEqualTo(1);
    }

    @Test
    void anOwnershipThatIsLostEndsTheTries() {
        receivers.answer(500);
        promise(1);
        replica.round();
        clock.advance(Duration.ofHours(1));
        assertThat(replica.round(Set.of())).isZero();
        assertThat(receivers.calls()).hasSize(1);
    }

    @Test
    void anOlderRecordDoesNotUndoANewerOne() {
        Delivery promised = promise(1);
        replica.round();
        replica.deliveries.take(promised);
        assertThat(replica.round()).isZero();
        assertThat(receivers.calls()).hasSize(1);
    }

    @Test
    void goneDisablesTheAddressUntilAReplayIsDelivered() {
        receivers.answer(410);
        promise(1);
        replica.round();
        receivers.answer(200);
        promise(2);
        replica = replica(PATIENT);
        replica.round();
        assertThat(status(1)).isEqualTo(DeliveryState.Status.GONE);
        assertThat(status(2)).isEqualTo(DeliveryState.Status.SKIPPED);
        assertThat(receivers.calls()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        replica.deliveries.replay(TenantName.DEFAULT, id(2), clock.instant());
        replica = replica(PATIENT);
        replica.round();
        promise(3);
        replica.round();
        assertThat(status(2)).isEqualTo(DeliveryState.Status.DELIVERED);
        assertThat(status(3)).isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void goneConcernsNoOtherTenantAndNoOtherAddress() {
        receivers.answer(410);
        promise(1);
        replica.round();
        receivers.answer(200);
        promise(2, new TenantName("other"), HOOK);
        promise(3, TenantName.DEFAULT, URI.create("https://hooks.example/other"));
        replica.round();
        assertThat(status(2)).isEqualTo(DeliveryState.Status.DELIVERED);
        assertThat(status(3)).isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void aReplayOfAnEndedDeliveryBeginsItsScheduleAnew() {
        promise(1);
        replica.round();
        receivers.answer(500);
        clock.advance(Duration.ofDays(1));
        Instant replayed = clock.instant();
        replica.deliveries.replay(TenantName.DEFAULT, id(1), replayed);
        replica.round();
        assertThat(replica.nextDue()).isBetween(replayed.plusSeconds(5), replayed.plusMillis(5_500));
        assertThat(receivers.calls()).hasSize(2);
        assertThat(replica.delivery(id(1)).attempts()).hasSize(2);
    }

    @Test
    void aReplayOfAPendingDeliveryIsDueAtOnce() {
        receivers.answer(500);
        promise(1);
        replica.round();
        replica.deliveries.replay(TenantName.DEFAULT, id(1), clock.instant());
        assertThat(replica.round()).isEqualTo(1);
        assertThat(replica.delivery(id(1)).pending().orElseThrow().tries()).isEqualTo(2);
    }

    @Test
    void noTenantCanReplayAnothersDelivery() {
        promise(1);
        assertThat(replica.deliveries.replay(new TenantName("other"), id(1), clock.instant()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seconds", "date"})
    void retryAfterIsHonouredInBothForms(String form) {
        Instant asked = clock.instant().plusSeconds(600);
        String header = form.equals("seconds")
                ? "600"
                : DateTimeFormatter.RFC_1123_DATE_TIME.format(asked.atZone(ZoneOffset.UTC));
        receivers.answer(_ -> new Reply(429, Optional.of(header)));
        promise(1);
        replica.round();
        assertThat(replica.nextDue()).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "soon", "-5", "Sun, 01 Mar 2020 12:00:00 GMT"})
    void aRetryAfterThatAsksForLessOrNothingChangesNothing(String header) {
        receivers.answer(_ -> new Reply(503, Optional.of(header)));
        promise(1);
        replica.round();
        assertThat(replica.nextDue())
                .isBetween(clock.instant().plusSeconds(5), clock.instant().plusMillis(5_500));
    }

    @Test
    void aRetryAfterBeyondTheWholeScheduleIsCutShort() {
        receivers.answer(_ -> new Reply(503, Optional.of("999999999")));
        promise(1);
        replica.round();
        assertThat(replica.nextDue()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    }

    @Test
    void aReceiverThatKeepsFailingIsLeftAloneWithoutCountingTries() {
        replica = replica(Map.of("sailplane.api.webhook.receivers.pause", "1H"));
        receivers.answer(500);
        IntStream.rangeClosed(1, 12).forEach(this::promise);
        replica.round();
        replica.round();
        assertThat(receivers.calls()).hasSize(8);
        clock.advance(Duration.ofHours(1));
        assertThat(replica.round()).isZero();
        assertThat(replica.delivery(id(12)).attempts()).isEmpty();

        promise(13, TenantName.DEFAULT, URI.create("https://other.example/in"));
        promise(14, new TenantName("other"), HOOK);
        assertThat(replica.round()).isEqualTo(2);
    }

    @Test
    void oneCallGoesToSeeWhetherAFailingReceiverIsBack() throws InterruptedException {
        replica = replica(Map.of("sailplane.api.webhook.receivers.pause", "0.05S"));
        receivers.answer(500);
        IntStream.rangeClosed(1, 12).forEach(this::promise);
        replica.round();
        replica.round();
        assertThat(receivers.calls()).hasSize(8);
        receivers.answer(200);
        Thread.sleep(60);
        List<Runnable> look = replica.courier.due(Set.of(0));
        assertThat(look).hasSize(1);
        assertThat(replica.courier.due(Set.of(0))).isEmpty();
        look.forEach(Runnable::run);
        replica.round();
        assertThat(receivers.calls()).hasSize(12);
    }

    @Test
    void whatAFailingReceiverWasToGetIsGivenUpInTheEnd() {
        replica = replica(Map.of("sailplane.api.webhook.receivers.pause", "1H"));
        receivers.answer(500);
        IntStream.rangeClosed(1, 12).forEach(this::promise);
        replica.round();
        replica.round();
        clock.advance(Duration.ofHours(49));
        replica.round();
        assertThat(status(12)).isEqualTo(DeliveryState.Status.FAILED);
        assertThat(receivers.calls()).hasSize(8);
    }

    @Test
    void aReceiverGetsFewCallsAtATime() {
        List.of(1, 2, 3, 4, 5, 6).forEach(this::promise);
        List<Runnable> first = replica.courier.due(Set.of(0));
        assertThat(first).hasSize(4);
        assertThat(replica.courier.due(Set.of(0))).isEmpty();
        first.forEach(Runnable::run);
        assertThat(replica.courier.due(Set.of(0))).hasSize(2);
    }

    @Test
    void aBucketThatIsDownDelaysAndCountsNoTry() {
        replica.store.down(true);
        Notice notice = notice(1, TenantName.DEFAULT, HOOK);
        replica.deliveries.record(Delivery.of(notice));
        replica.round();
        assertThat(receivers.calls()).isEmpty();
        assertThat(replica.round()).isZero();
        assertThat(replica.delivery(id(1)).attempts()).isEmpty();

        replica.store.down(false);
        know(1);
        clock.advance(Duration.ofSeconds(2));
        replica.round();
        assertThat(receivers.calls()).hasSize(1);
    }

    @Test
    void anEndIsNotToldBeforeThisReplicaKnowsIt() {
        replica.view.apply(Sample.accepted(1));
        replica.deliveries.record(Delivery.of(notice(1, TenantName.DEFAULT, HOOK)));
        replica.round();
        assertThat(receivers.calls()).isEmpty();
        replica.view.apply(Sample.completed(1));
        clock.advance(Duration.ofSeconds(2));
        replica.round();
        assertThat(receivers.calls()).hasSize(1);
    }

    @Test
    void anEndThatIsHeardOfAMomentLaterIsToldAMomentLater() {
        replica.view.apply(Sample.accepted(1));
        replica.deliveries.record(Delivery.of(notice(1, TenantName.DEFAULT, HOOK)));
        replica.round();
        assertThat(Duration.between(clock.instant(), replica.nextDue())).isEqualTo(Duration.ofMillis(10));

        clock.advance(Duration.ofMillis(40));
        replica.round();
        assertThat(Duration.between(clock.instant(), replica.nextDue())).isEqualTo(Duration.ofMillis(40));

        clock.advance(Duration.ofSeconds(5));
        replica.round();
        assertThat(Duration.between(clock.instant(), replica.nextDue())).isEqualTo(Duration.ofMillis(250));
    }

    private Replica replica(Map<String, String> settings) {
        Replica made = new Replica(journal, receivers, clock, settings);
        for (int number = 1; number < 10; number++) {
            if (journal.latest().containsKey(id(number))) {
                made.view.apply(Sample.accepted(number));
                made.view.apply(Sample.completed(number));
            }
        }
        return made;
    }

    private Delivery promise(int number) {
        return promise(number, TenantName.DEFAULT, HOOK);
    }

    private Delivery promise(int number, TenantName tenant, URI url) {
        know(number);
        Delivery delivery = Delivery.of(notice(number, tenant, url));
        replica.deliveries.record(delivery);
        return delivery;
    }

    private void know(int number) {
        replica.view.apply(Sample.accepted(number));
        replica.view.apply(Sample.completed(number));
    }

    private Notice notice(int number, TenantName tenant, URI url) {
        return new Notice(id(number), tenant, Sample.id(number), Webhook.Event.COMPLETED, url, 0, clock.instant());
    }

    private DeliveryState.Status status(int number) {
        return replica.delivery(id(number)).state().status();
    }

    private static String id(int number) {
        return Sample.id(number) + ".completed";
    }
}
