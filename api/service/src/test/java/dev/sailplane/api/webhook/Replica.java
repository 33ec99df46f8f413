package dev.sailplane.api.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sailplane.api.access.Access;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.outbound.OutboundClient;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.trace.JobTraces;
import dev.sailplane.api.wire.PredictionRenderer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One replica's webhooks, without threads or container. A new one on the same log is a restart. */
final class Replica {
    final JobView view = new JobView(new JobView.Capacity(1_000, 1_000), new WorkLedger(10), Clock.systemUTC());
    final MemoryObjectStore store = new MemoryObjectStore();
    final Jobs jobs;
    final Deliveries deliveries;
    final WebhookSender sender;
    final Receivers receivers;
    final RetrySchedule schedule;
    final Courier courier;
    private final Clock clock;

    Replica(MemoryJournal journal, OutboundClient client, Clock clock, Map<String, String> settings) {
        this(journal, client, clock, Configurations.with(settings));
    }

    Replica(MemoryJournal journal, OutboundClient client, Clock clock, ApiConfiguration configuration) {
        this.clock = clock;
        jobs = new Jobs(view, store, configuration);
        deliveries = new Deliveries(journal, configuration);
        receivers = new Receivers(configuration);
        schedule = new RetrySchedule(configuration);
        sender = new WebhookSender(
                client,
                new WebhookSigner(new WebhookSecrets(configuration, _ -> SecretRotation.FIRST)),
                new WebhookBody(
                        new PredictionRenderer(store, view, Access.openLinks(configuration), configuration), mapper()),
                jobs,
                new JobTraces(OpenTelemetry.noop().getTracer("test"), true),
                configuration);
        courier = new Courier(deliveries, sender, schedule, receivers, clock);
        journal.records().forEach(deliveries::take);
    }

    /** As the service's own mapper writes. */
    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
    }

    /** Takes what steps are due for the shard 0, one after the other; how many. */
    int round() {
        return round(Set.of(0));
    }

    int round(Set<Integer> shards) {
        List<Runnable> due = courier.due(shards);
        due.forEach(Runnable::run);
        return due.size();
    }

    Delivery delivery(String id) {
        return deliveries.find(id).orElseThrow();
    }

    Instant nextDue() {
        return deliveries.nextDue(clock.instant()).orElseThrow();
    }
}
