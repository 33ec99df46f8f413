package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WebhooksTest {
    static final List<JobEvent> CLOSING = List.of(Sample.completed(1), Sample.failed(1), Sample.canceled(1));

    private final MemoryJournal journal = new MemoryJournal();
    private final ScriptedReceivers receivers = new ScriptedReceivers();
    private final Replica replica = new Replica(journal, receivers, Clock.systemUTC(), Map.of());
    private final Webhooks webhooks = new Webhooks(
            replica.jobs, replica.view, replica.deliveries, new LiveUpdates(replica.sender, replica.receivers));

    @ParameterizedTest
    @FieldSource("CLOSING")
    void everyEndIsPromisedThoughTheViewMayLagBehind(JobEvent closing) throws InterruptedException {
        accept(Webhook.Event.COMPLETED);
        tell(closing);
        assertThat(journal.records()).singleElement().satisfies(delivery -> {
            assertThat(delivery.id()).isEqualTo(event(closing).id());
            assertThat(delivery.notice().event()).isEqualTo(Webhook.Event.COMPLETED);
            assertThat(delivery.notice().url()).isEqualTo(URI.create("https://hooks.example/in"));
            assertThat(delivery.notice().shard()).isEqualTo(3);
            assertThat(delivery.pending()).isPresent();
        });
    }

    @Test
    void aStartIsPromisedToWhoeverAskedForIt() throws InterruptedException {
        accept(Webhook.Event.START);
        tell(Sample.started(1, 1));
        tell(Sample.progress(1, 1, "base", 1));
        tell(Sample.completed(1));
        assertThat(journal.records()).extracting(Delivery::id).containsExactly(Sample.id(1) + ".started.1");
        assertThat(receivers.calls()).isEmpty();
    }

    @Test
    void aJobThatTheViewForgotIsTakenFromItsManifest() throws InterruptedException {
        replica.store
                .objects()
                .put(
                        ObjectKeys.manifest(Sample.id(1)),
                        Messages.write(new JobManifest(Sample.job(1), Sample.completed(1))));
        tell(Sample.completed(1));
        assertThat(journal.records()).hasSize(1);
    }

    @Test
    void nobodyIsToldOfAJobThatNeverWas() throws InterruptedException {
        tell(Sample.completed(1));
        assertThat(journal.records()).isEmpty();
    }

    @Test
    void anEventThatComesTwiceIsPromisedOnce() throws InterruptedException {
        accept(Webhook.Event.COMPLETED);
        tell(Sample.completed(1));
        replica.view.apply(Sample.completed(1));
        replica.round(Set.of(3));
        tell(Sample.completed(1));
        assertThat(journal.records()).hasSize(2);
        assertThat(replica.delivery(Sample.id(1) + ".completed").state().status())
                .isEqualTo(DeliveryState.Status.DELIVERED);
    }

    @Test
    void aPromiseThatCannotBeKeptSafeIsToldToTheCaller() throws InterruptedException {
        accept(Webhook.Event.COMPLETED);
        journal.refuse(1);
        assertThatThrownBy(() -> tell(Sample.completed(1))).isInstanceOf(DeliveryJournalException.class);
        tell(Sample.completed(1));
        assertThat(journal.records()).hasSize(1);
    }

    @Test
    void progressIsToldAtOnceAndNotKept() throws InterruptedException {
        accept(Webhook.Event.LOGS);
        tell(Sample.started(1, 1));
        tell(Sample.progress(1, 1, "base", 10));
        await().until(() -> !receivers.calls().isEmpty());
        assertThat(receivers.calls()).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo(Sample.id(1) + ".progress.1.base.10");
            assertThat(call.json()).contains("\"status\":\"processing\"", "10/20");
        });
        assertThat(journal.records()).isEmpty();
    }

    private void accept(Webhook.Event wanted) {
        Job job = Sample.job(1);
        replica.view.apply(new JobEvent.Accepted(new Job(
                job.id(),
                job.tenant(),
                job.model(),
                job.version(),
                job.input(),
                Optional.of(new Webhook(URI.create("https://hooks.example/in"), EnumSet.of(wanted))),
                job.createdAt(),
                job.deadline(),
                job.fingerprint(),
                job.priority(),
                job.traceparent())));
    }

    private void tell(JobEvent data) throws InterruptedException {
        webhooks.tell(event(data), 3);
    }

    private static CloudEvent event(JobEvent data) {
        return CloudEvent.of(URI.create("/worker/1"), Sample.ENDED_AT, data);
    }
}
