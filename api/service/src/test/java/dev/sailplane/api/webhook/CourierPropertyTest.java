package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.outbound.OutboundException;
import dev.sailplane.api.outbound.Reply;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever receivers answer and whenever replicas die: nothing is forgotten. */
class CourierPropertyTest {
    private static final int NOTICES = 12;
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final ApiConfiguration SETTINGS =
            Configurations.with(Map.of("sailplane.api.webhook.receivers.pause", "0.001S"));

    private final VirtualClock clock = new VirtualClock();
    private final MemoryJournal journal = new MemoryJournal();
    private final ScriptedReceivers receivers = new ScriptedReceivers();
    private final Set<String> had = new HashSet<>();
    private final Set<URI> gone = new HashSet<>();

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyEndIsDeliveredOrGivenUpAfterTheLastTry(long seed) {
        Random random = new Random(seed);
        int luck = random.nextInt(8);
        receivers.answer(call -> answer(call, random, luck));
        Replica replica = restarted();
        for (int number = 0; number < NOTICES; number++) {
            replica.deliveries.record(Delivery.of(notice(number)));
        }
        while (pending() && clock.instant().isBefore(VirtualClock.START.plus(LONGEST))) {
            replica = lived(replica, random);
            clock.set(replica.deliveries
                    .nextDue(clock.instant())
                    .orElse(clock.instant().plusSeconds(600)));
        }
        assertThat(journal.latest()).hasSize(NOTICES);
        journal.latest().values().forEach(this::isRightlyEnded);
    }

    private void isRightlyEnded(Delivery delivery) {
        URI url = delivery.notice().url();
        switch (delivery.state()) {
            case DeliveryState.Pending _ -> throw new AssertionError("forgotten: " + delivery);
            case DeliveryState.Delivered _ -> assertThat(had).contains(delivery.id());
            case DeliveryState.Gone _, DeliveryState.Skipped _ ->
                assertThat(gone).contains(url);
            case DeliveryState.Failed failed -> {
                Instant begun = delivery.notice().createdAt();
                assertThat(Duration.between(begun, failed.at())).isGreaterThanOrEqualTo(Duration.ofHours(24));
                assertThat(delivery.attempts()).isNotEmpty().noneMatch(Attempt::isSuccess);
            }
        }
        List<Instant> tries = delivery.attempts().stream().map(Attempt::at).toList();
        for (int index = 1; index < tries.size(); index++) {
            assertThat(Duration.between(tries.get(index - 1), tries.get(index)))
                    .isGreaterThanOrEqualTo(index == 1 ? Duration.ofSeconds(5) : Duration.ofMinutes(4));
        }
    }

    /** A round, in which the replica may die before a record; then there is another. */
    private Replica lived(Replica replica, Random random) {
        if (random.nextInt(6) == 0) {
            journal.crashAtNextRecord();
        }
        try {
            replica.round();
        } catch (MemoryJournal.Crash dead) {
            return restarted();
        }
        return random.nextInt(10) == 0 ? restarted() : replica;
    }

    private Reply answer(ScriptedReceivers.Call call, Random random, int luck) {
        int chance = random.nextInt(40);
        if (chance < luck) {
            had.add(call.id());
            return ScriptedReceivers.status(204);
        }
        return switch (chance) {
            case 10 -> {
                gone.add(call.url());
                yield ScriptedReceivers.status(410);
            }
            case 11, 12 -> throw new OutboundException("could not be reached");
            case 13, 14 -> new Reply(503, Optional.of(Integer.toString(random.nextInt(100_000))));
            case 15, 16 -> ScriptedReceivers.status(404);
            default -> ScriptedReceivers.status(500);
        };
    }

    private boolean pending() {
        return journal.latest().values().stream()
                .anyMatch(delivery -> delivery.pending().isPresent());
    }

    private Replica restarted() {
        Replica replica = new Replica(journal, receivers, clock, SETTINGS);
        for (int number = 0; number < NOTICES; number++) {
            replica.view.apply(Sample.accepted(number));
            replica.view.apply(Sample.completed(number));
        }
        return replica;
    }

    private static Notice notice(int number) {
        return new Notice(
                Sample.id(number) + ".completed",
                TenantName.DEFAULT,
                Sample.id(number),
                Webhook.Event.COMPLETED,
                URI.create("https://hooks" + number % 3 + ".example/in" + number % 2),
                0,
                VirtualClock.START);
    }
}
