package dev.sailplane.api.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Kafka clients find what brokers with AWS's signatures ask for, by the settings that the manifests make. */
class MskAuthenticationTest {
    @Test
    void theClassesOfAwsSignaturesAreThere() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", "127.0.0.1:9",
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "AWS_MSK_IAM",
                "sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;",
                "sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler");

        assertThatCode(() -> Admin.create(settings).close(Duration.ZERO)).doesNotThrowAnyException();
    }
}
