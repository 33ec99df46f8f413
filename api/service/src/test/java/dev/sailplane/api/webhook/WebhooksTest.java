package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WebhooksTest {
    static final List<JobEvent> CLOSING = List.of(Sample.completed(1), Sample.failed(1), Sample.canceled(1));

    private final JobView view = new JobView(new JobView.Capacity(10, 10), Clock.systemUTC());
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Webhooks webhooks = new Webhooks(new Jobs(view, store, Configurations.usual()));

    @ParameterizedTest
    @FieldSource("CLOSING")
    void everyEndIsToldThoughTheViewMayLagBehind(JobEvent closing) {
        view.apply(Sample.accepted(1));
        assertThat(due(closing)).hasValueSatisfying(delivery -> {
            assertThat(delivery.id()).isEqualTo(event(closing).id());
            assertThat(delivery.url()).isEqualTo(URI.create("https://hooks.example/in"));
            assertThat(delivery.state().ended()).isTrue();
        });
    }

    @Test
    void aJobThatTheViewForgotIsTakenFromItsManifest() {
        store.objects()
                .put(
                        ObjectKeys.manifest(Sample.id(1)),
                        Messages.write(new JobManifest(Sample.job(1), Sample.completed(1))));
        assertThat(due(Sample.completed(1)))
                .hasValueSatisfying(delivery -> assertThat(delivery.state()).isInstanceOf(JobState.Succeeded.class));
    }

    @Test
    void nobodyIsToldOfAJobThatNeverWas() {
        assertThat(due(Sample.completed(1))).isEmpty();
    }

    @Test
    void nobodyIsToldWithoutAskingForIt() {
        Job job = Sample.job(1);
        view.apply(new JobEvent.Accepted(new Job(
                job.id(),
                job.tenant(),
                job.model(),
                job.version(),
                job.input(),
                Optional.of(new Webhook(URI.create("https://hooks.example/in"), Set.of(Webhook.Event.START))),
                job.createdAt(),
                job.deadline(),
                job.fingerprint())));
        assertThat(due(Sample.completed(1))).isEmpty();
    }

    @Test
    void progressIsNoEnd() {
        view.apply(Sample.accepted(1));
        assertThat(due(Sample.progress(1, 1, "base", 1))).isEmpty();
        assertThat(due(Sample.started(1, 1))).isEmpty();
    }

    private Optional<Delivery> due(JobEvent data) {
        return webhooks.due(event(data));
    }

    private static CloudEvent event(JobEvent data) {
        return CloudEvent.of(URI.create("/worker/1"), Sample.ENDED_AT, data);
    }
}
