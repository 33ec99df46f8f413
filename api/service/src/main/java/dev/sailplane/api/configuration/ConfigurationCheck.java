package dev.sailplane.api.configuration;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.TenantRecord;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalInt;

/** Refuses, at the start, values that are well-formed and still wrong. What concerns one type alone is checked by that type. */
@Startup
@ApplicationScoped
public class ConfigurationCheck {
    /** Throws an {@link IllegalArgumentException} that names the setting. */
    public ConfigurationCheck(ApiConfiguration configuration) {
        check(configuration);
    }

    static void check(ApiConfiguration configuration) {
        String scheme = String.valueOf(configuration.publicUrl().getScheme());
        require(scheme.equals("http") || scheme.equals("https"), "public-url must be an http or https URL");
        require(
                within(configuration.limits().maximumOutputs(), GenerationInput.MAXIMUM_OUTPUTS),
                "limits.maximum-outputs must be 1 to " + GenerationInput.MAXIMUM_OUTPUTS);
        require(
                within(configuration.limits().maximumSteps(), GenerationInput.MAXIMUM_STEPS),
                "limits.maximum-steps must be 1 to " + GenerationInput.MAXIMUM_STEPS);
        require(!configuration.storage().bucket().isBlank(), "storage.bucket must be named");
        ApiConfiguration.Sources sources = configuration.sources();
        require(
                within(sources.maximumSize().asLongValue(), Integer.MAX_VALUE / 2),
                "sources.maximum-size must be positive");
        require(
                sources.maximumSide() > 0 && sources.maximumPixels() > 0 && sources.concurrency() > 0,
                "sources.maximum-side, maximum-pixels and concurrency must be positive");
        withinIfSet(configuration.access().defaultRequestsPerMinute(), "access.default-requests-per-minute");
        withinIfSet(configuration.access().defaultConcurrentJobs(), "access.default-concurrent-jobs");
        positive(configuration.storage().urlValidity(), "storage.url-validity");
        positive(configuration.storage().timeout(), "storage.timeout");
        positive(configuration.outbound().fetchTimeout(), "outbound.fetch-timeout");
        check(configuration.webhook());
        positive(configuration.view().quietTime(), "view.quiet-time");
        positive(configuration.publishing().timeout(), "publishing.timeout");
        require(configuration.publishing().maximumUnderWay() > 0, "publishing.maximum-under-way must be positive");
        positive(configuration.publishing().patience(), "publishing.patience");
        positive(configuration.publishing().retryAfter(), "publishing.retry-after");
        positive(configuration.idempotency().repeatWindow(), "idempotency.repeat-window");
        positive(configuration.idempotency().inFlight(), "idempotency.in-flight");
        positive(configuration.view().patience(), "view.patience");
        positive(configuration.openai().patience(), "openai.patience");
        positive(configuration.openai().streamPatience(), "openai.stream-patience");
        positive(configuration.openai().heartbeat(), "openai.heartbeat");
    }

    private static void check(ApiConfiguration.WebhookSettings webhook) {
        positive(webhook.timeout(), "webhook.timeout");
        require(webhook.endedDeliveries() > 0, "webhook.ended-deliveries must be positive");
        require(webhook.maximumUnderWay() > 0, "webhook.maximum-under-way must be positive");
        require(
                webhook.receivers().maximumCalls() > 0 && webhook.receivers().failures() > 0,
                "webhook.receivers.maximum-calls and failures must be positive");
        positive(webhook.receivers().pause(), "webhook.receivers.pause");
    }

    private static boolean within(long value, long maximum) {
        return value >= 1 && value <= maximum;
    }

    private static void withinIfSet(OptionalInt limit, String name) {
        require(
                within(limit.orElse(1), TenantRecord.Limits.MAXIMUM),
                name + " must be 1 to " + TenantRecord.Limits.MAXIMUM);
    }

    private static void positive(Duration value, String name) {
        require(value.isPositive(), name + " must be positive");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("sailplane.api." + otherwise);
        }
    }
}
