package dev.sailplane.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.worker.WorkerConfiguration.Queue.Protocol;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkerConfigurationTest {
    @Test
    void readsTheEnvironment() throws Exception {
        WorkerConfiguration configuration = with(Map.of(
                "S3_ENDPOINT", "http://store:9000",
                "S3_BUCKET", "pictures",
                "S3_REGION", "eu-central-1",
                "SAILPLANE_MODELS", "/models,/more",
                "SAILPLANE_MODEL", "openai/glide",
                "SAILPLANE_DEVICE", "cuda:1",
                "SAILPLANE_DTYPE", "bf16",
                "SAILPLANE_THREADS", "3"));

        assertThat(configuration.store().endpoint()).contains(URI.create("http://store:9000"));
        assertThat(configuration.store().bucket()).isEqualTo("pictures");
        assertThat(configuration.store().region()).isEqualTo("eu-central-1");
        assertThat(configuration.engine().models()).containsExactly(Path.of("/models"), Path.of("/more"));
        assertThat(configuration.engine().model()).isEqualTo("openai/glide");
        assertThat(configuration.engine().device()).isEqualTo("cuda:1");
        assertThat(configuration.engine().dtype()).contains(Precision.BF16);
        assertThat(configuration.engine().threads()).hasValue(3);
    }

    @Test
    void hasDefaultsForAllThatOneMachineNeeds() throws Exception {
        WorkerConfiguration configuration = with(Map.of());

        assertThat(configuration.queue().slots()).isEqualTo(8);
        assertThat(configuration.queue().batchSlots()).isEmpty();
        assertThat(configuration.attempts().maximum()).isEqualTo(4);
        assertThat(configuration.checkpoints().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.checkpoints().steps()).isZero();
        assertThat(configuration.drain().limit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.drain().noticeFile()).isEmpty();
        assertThat(configuration.drain().noticeUrl()).isEmpty();
        assertThat(configuration.store().endpoint()).isEmpty();
        assertThat(configuration.store().patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(configuration.engine().model()).isEqualTo("sailplane/stickers");
        assertThat(configuration.engine().dtype()).isEmpty();
    }

    @Test
    void dealsJobsOutByAShareGroupUnlessTold() throws Exception {
        assertThat(with(Map.of()).queue().protocol()).isEqualTo(Protocol.SHARE);
        assertThat(with(Map.of("SAILPLANE_WORKER_QUEUE_PROTOCOL", "classic"))
                        .queue()
                        .protocol())
                .isEqualTo(Protocol.CLASSIC);
        assertThat(with(Map.of("SAILPLANE_WORKER_QUEUE_SESSION", "6s")).queue().session())
                .isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void readsHowManyJobsAreHeldOfEachLine() throws Exception {
        WorkerConfiguration.Queue queue = with(Map.of(
                        "SAILPLANE_WORKER_QUEUE_SLOTS", "3", "SAILPLANE_WORKER_QUEUE_BATCH_SLOTS", "2"))
                .queue();

        assertThat(queue.slots()).isEqualTo(3);
        assertThat(queue.batchSlots()).hasValue(2);
    }

    @Test
    void readsWhereNoticesAreGiven() throws Exception {
        WorkerConfiguration.Drain drain = with(Map.of(
                        "SAILPLANE_WORKER_DRAIN_NOTICE_FILE", "/run/leave",
                        "SAILPLANE_WORKER_DRAIN_NOTICE_URL",
                                "http://169.254.169.254/latest/meta-data/spot/instance-action",
                        "SAILPLANE_WORKER_DRAIN_NOTICE_TOKEN_URL", "http://169.254.169.254/latest/api/token"))
                .drain();

        assertThat(drain.noticeFile()).contains(Path.of("/run/leave"));
        assertThat(drain.noticeUrl())
                .contains(URI.create("http://169.254.169.254/latest/meta-data/spot/instance-action"));
        assertThat(drain.noticeTokenUrl()).contains(URI.create("http://169.254.169.254/latest/api/token"));
    }

    @Test
    void refusesValuesOfTheWrongForm() {
        assertThatThrownBy(() -> with(Map.of("SAILPLANE_WORKER_QUEUE_PROTOCOL", "amqp")))
                .hasMessageContaining("protocol");
        assertThatThrownBy(() -> with(Map.of("SAILPLANE_DTYPE", "fp8"))).hasMessageContaining("dtype");
        assertThatThrownBy(() -> with(Map.of("SAILPLANE_THREADS", "many"))).hasMessageContaining("threads");
        assertThatThrownBy(() -> with(Map.of("SAILPLANE_WORKER_ATTEMPTS_PAUSE", "soon")))
                .hasMessageContaining("pause");
    }

    private static WorkerConfiguration with(Map<String, String> environment) throws IOException {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(WorkerConfiguration.class)
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(
                        WorkerConfiguration.class.getResource("/application.properties"), 250))
                .build()
                .getConfigMapping(WorkerConfiguration.class);
    }
}
