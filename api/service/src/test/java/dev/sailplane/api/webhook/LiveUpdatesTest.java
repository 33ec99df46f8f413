package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveUpdatesTest {
    private static final URI HOOK = URI.create("https://hooks.example/in");
    private static final Receiver RECEIVER = Receiver.of(TenantName.DEFAULT, HOOK);

    private final ScriptedReceivers receivers = new ScriptedReceivers();
    private final Replica replica = new Replica(new MemoryJournal(), receivers, new VirtualClock(), Map.of());
    private final LiveUpdates live = new LiveUpdates(replica.sender, replica.receivers);

    @Test
    void aJobMakesAtMostTwoCallsASecond() throws InterruptedException {
        Instant end = Instant.now().plusMillis(1_500);
        while (Instant.now().isBefore(end)) {
            offer(1, Webhook.Event.LOGS);
            offer(1, Webhook.Event.OUTPUT);
            Thread.sleep(5);
        }
        assertThat(receivers.calls()).hasSizeBetween(2, 4);
    }

    @Test
    void whatComesWhileACallIsUnderWayIsDropped() {
        CountDownLatch answered = new CountDownLatch(1);
        receivers.answer(_ -> {
            awaitQuietly(answered);
            return ScriptedReceivers.status(200);
        });
        assertThat(offer(1, Webhook.Event.LOGS)).isTrue();
        assertThat(offer(1, Webhook.Event.OUTPUT)).isFalse();
        answered.countDown();
        await().until(() -> offer(1, Webhook.Event.OUTPUT));
    }

    @Test
    void halfOfAReceiversPlacesAreKeptForWhatMustArrive() {
        CountDownLatch answered = new CountDownLatch(1);
        receivers.answer(_ -> {
            awaitQuietly(answered);
            return ScriptedReceivers.status(200);
        });
        assertThat(offer(1, Webhook.Event.LOGS)).isTrue();
        assertThat(offer(2, Webhook.Event.LOGS)).isTrue();
        assertThat(offer(3, Webhook.Event.LOGS)).isFalse();
        assertThat(replica.receivers.enter(RECEIVER, Receivers.Kind.DURABLE)).isTrue();
        answered.countDown();
    }

    @Test
    void aFailingReceiverIsSparedThem() {
        for (int failures = 0; failures < 5; failures++) {
            assertThat(replica.receivers.enter(RECEIVER, Receivers.Kind.LIVE)).isTrue();
            replica.receivers.leave(RECEIVER, Optional.of(false));
        }
        assertThat(offer(1, Webhook.Event.LOGS)).isFalse();
        assertThat(live.offer(
                        Webhook.Event.LOGS,
                        "other",
                        URI.create("https://other.example/in"),
                        new JobState.Starting(Sample.job(2))))
                .isTrue();
    }

    private boolean offer(int job, Webhook.Event kind) {
        return live.offer(kind, "event", HOOK, new JobState.Starting(Sample.job(job)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
