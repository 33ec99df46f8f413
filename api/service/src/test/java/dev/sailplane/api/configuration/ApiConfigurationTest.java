package dev.sailplane.api.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.http.openai.OpenAiModels;
import dev.sailplane.api.prediction.ModelCatalogue;
import dev.sailplane.api.webhook.RetrySchedule;
import dev.sailplane.api.webhook.SecretRotation;
import dev.sailplane.api.webhook.WebhookSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiConfigurationTest {
    @Test
    void everyDefaultIsAsDocumented() {
        ApiConfiguration configuration = Configurations.usual();

        ConfigurationCheck.check(configuration);
        assertThat(configuration.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(configuration.limits().maximumSteps()).isEqualTo(250);
        assertThat(configuration.limits().maximumOutputs()).isEqualTo(10);
        assertThat(configuration.storage().endpoint()).isEmpty();
        assertThat(configuration.storage().bucket()).isEqualTo("sailplane");
        assertThat(configuration.storage().urlValidity()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.sources().maximumSize().asLongValue()).isEqualTo(10 << 20);
        assertThat(configuration.sources().maximumPixels()).isEqualTo(4096 * 4096);
        assertThat(configuration.outbound().allowedHosts()).isEmpty();
        assertThat(configuration.webhook().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(configuration.webhook().retries())
                .startsWith(Duration.ofSeconds(5), Duration.ofMinutes(5))
                .endsWith(Duration.ofHours(24))
                .hasSize(9);
        assertThat(configuration.openai().defaultModel()).isEqualTo("sailplane/stickers");
        assertThat(configuration.openai().patience()).isLessThan(Duration.ofMinutes(5));
        assertThat(configuration.openai().heartbeat()).isLessThanOrEqualTo(Duration.ofSeconds(15));
        assertThat(configuration.view().endedJobs()).isEqualTo(10_000);
    }

    @Test
    void theProducersLastVerdictComesBeforeCallersGiveUp() throws IOException {
        Properties channels = new Properties();
        try (InputStream file = ApiConfiguration.class.getResourceAsStream("/application.properties")) {
            channels.load(file);
        }
        ApiConfiguration.Publishing publishing = Configurations.usual().publishing();
        long delivery = Long.parseLong(channels.getProperty("mp.messaging.outgoing.jobs.delivery.timeout.ms"));
        long block = Long.parseLong(channels.getProperty("mp.messaging.outgoing.jobs.max.block.ms"));
        // The last new beginning, everyone else's turn, the delivery.
        long verdict = delivery + publishing.maximumUnderWay() * block + delivery;
        assertThat(publishing.timeout()).isGreaterThan(Duration.ofMillis(verdict));
    }

    @Test
    void theModelsInTheBoxAreOnOffer() {
        ModelCatalogue catalogue = new ModelCatalogue(Configurations.usual());

        assertThat(catalogue.named("sailplane/stickers"))
                .hasValueSatisfying(model -> assertThat(model.sizes()).containsExactly(32, 128));
        assertThat(catalogue.named("openai/glide"))
                .hasValueSatisfying(model -> assertThat(model.sizes()).containsExactly(64, 256));
        assertThat(catalogue.versioned("openai/glide:glide-1")).isPresent();
        assertThat(catalogue.versioned("openai/glide")).isPresent();
        assertThat(catalogue.versioned("glide-1")).isPresent();
        assertThat(catalogue.versioned("glide-2")).isEmpty();
    }

    @Test
    void environmentNamesReachTheirSettings() {
        ApiConfiguration configuration = Configurations.with(Map.of(
                "S3_ENDPOINT", "http://127.0.0.1:9000",
                "S3_BUCKET", "pictures",
                "SAILPLANE_PUBLIC_URL", "https://pictures.example",
                "SAILPLANE_WEBHOOKS_ALLOWED_HOSTS", "127.0.0.1,hooks.internal:8443"));

        assertThat(configuration.storage().endpoint()).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(configuration.storage().bucket()).isEqualTo("pictures");
        assertThat(configuration.publicUrl()).isEqualTo(URI.create("https://pictures.example"));
        assertThat(configuration.outbound().allowedHosts())
                .isEqualTo(Optional.of(List.of("127.0.0.1", "hooks.internal:8443")));
    }

    @ParameterizedTest
    @CsvSource({
        "sailplane.api.limits.maximum-steps, 1001, maximum-steps",
        "sailplane.api.limits.maximum-steps, many, maximum-steps",
        "sailplane.api.limits.maximum-outputs, 0, maximum-outputs",
        "sailplane.api.storage.url-validity, -1S, url-validity",
        "sailplane.api.storage.url-validity, soon, url-validity",
        "sailplane.api.public-url, ftp://example, public-url",
        "sailplane.api.sources.maximum-side, 0, maximum-side",
        "sailplane.api.webhook.secret, whsec_c2hvcnQ=, webhook.secret",
        "sailplane.api.webhook.secret, secret, webhook.secret",
        "'sailplane.api.webhook.retries', '5M,5S', webhook.retries",
        "sailplane.api.webhook.maximum-under-way, 0, maximum-under-way",
        "sailplane.api.webhook.ended-deliveries, 0, ended-deliveries",
        "sailplane.api.webhook.receivers.maximum-calls, 0, maximum-calls",
        "sailplane.api.webhook.receivers.pause, 0S, receivers.pause",
        "'sailplane.api.models.\"openai/glide\".version', stickers-2, version",
        "'sailplane.api.models.\"openai/glide\".maximum-steps', 2000, steps",
        "'sailplane.api.models.\"openai/glide\".maximum-upsample-steps', 0, steps",
        "'sailplane.api.models.\"glide\".version', 1, models.glide",
        "sailplane.api.openai.default-model, openai/glide-2, openai/glide-2",
        "sailplane.api.openai.patience, 0S, openai.patience",
        "sailplane.api.publishing.maximum-under-way, 0, publishing.maximum-under-way",
        "sailplane.api.publishing.patience, 0S, publishing.patience",
        "sailplane.api.misspelt, 1, misspelt"
    })
    void aWrongValueStopsTheStartAndIsNamed(String setting, String value, String named) {
        assertThatThrownBy(() -> start(Configurations.with(Map.of(setting, value))))
                .satisfies(failure ->
                        assertThat(failure.toString().replace("\"", "")).contains(named));
    }

    // What is made at the start of the service.
    private static void start(ApiConfiguration configuration) {
        ConfigurationCheck.check(configuration);
        var unusedModels = new OpenAiModels(new ModelCatalogue(configuration), configuration);
        var unusedSecret = new WebhookSecrets(configuration, _ -> SecretRotation.FIRST);
        var unusedSchedule = new RetrySchedule(configuration);
    }
}
