package dev.sailplane.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MessagesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final JobId ID = new JobId("01jmzx3v9q8t7w6y5k4h3g2f1e");
    private static final JobId PARENT = new JobId("01jmzx3v9q8t7w6y5k4h3g2f1d");
    private static final Job JOB = new Job(
            ID,
            new TenantName("acme"),
            "sailplane/stickers",
            "1",
            new GenerationInput(
                    "a red ring",
                    "",
                    7,
                    2,
                    OptionalInt.of(64),
                    OptionalInt.empty(),
                    OptionalInt.of(10),
                    Optional.of(Sampler.DDIM),
                    OptionalDouble.of(3),
                    Optional.of(new GenerationInput.Edit(ObjectKeys.sourceImage(ID), ObjectKeys.sourceMask(ID))),
                    new OutputOptions(OutputFormat.WEBP, 80, true),
                    Optional.empty(),
                    Set.of(3, 7)),
            Optional.of(new Webhook(URI.create("https://example.org/hook"), Set.of(Webhook.Event.COMPLETED))),
            NOW,
            Optional.of(NOW.plusSeconds(300)),
            "0a1b2c",
            Priority.INTERACTIVE,
            Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    private static final Job VARIATION = new Job(
            ID,
            TenantName.DEFAULT,
            "openai/glide",
            "glide-1",
            new GenerationInput(
                    "",
                    "text",
                    GenerationInput.MAXIMUM_SEED,
                    1,
                    OptionalInt.empty(),
                    OptionalInt.of(27),
                    OptionalInt.empty(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Optional.of(new GenerationInput.Variation(ObjectKeys.sourceImage(ID), 0.5)),
                    OutputOptions.PLAIN,
                    Optional.of(new GenerationInput.Branch(PARENT, JOB.input(), 3)),
                    Set.of()),
            Optional.empty(),
            NOW,
            Optional.empty(),
            "",
            Priority.BATCH,
            Optional.empty());
    private static final OutputImage IMAGE =
            new OutputImage(0, ObjectKeys.output(ID, 0, OutputFormat.PNG), 64, 64, 900, "ab");

    static final List<JobEvent> EVENTS = List.of(
            new JobEvent.Accepted(JOB),
            new JobEvent.Started(ID, 1, "worker-1", NOW, 12),
            new JobEvent.Progress(ID, 1, 0.25, "base", 5, 20, OptionalDouble.of(1.5)),
            new JobEvent.Progress(ID, 1, 0.25, "base", 5, 20, OptionalDouble.empty()),
            new JobEvent.Preview(ID, 1, 0, "base", 5, ObjectKeys.preview(ID, 0)),
            new JobEvent.Output(ID, 1, IMAGE),
            new JobEvent.Completed(ID, new JobEvent.Completion(List.of(IMAGE), NOW, NOW, 1.5, 1, Numerics.EXACT)),
            new JobEvent.Failed(ID, NOW, new Failure("engine-error", "The engine failed.")),
            new JobEvent.Canceled(ID, NOW),
            new JobEvent.DeadLettered(ID, 4, "delivery-limit"),
            new JobEvent.Accepted(VARIATION));

    @ParameterizedTest
    @FieldSource("EVENTS")
    void everyEventSurvivesItsRecord(JobEvent event) {
        CloudEvent sent = CloudEvent.of(URI.create("/worker/1"), NOW, event);
        assertThat(Messages.read(sent.headers(), Messages.write(event))).isEqualTo(sent);
    }

    @Test
    void theManifestSurvivesTheBucket() {
        JobManifest manifest = new JobManifest(JOB, EVENTS.get(6));
        assertThat(Messages.readManifest(Messages.write(manifest))).isEqualTo(manifest);
    }

    @Test
    void theWireSpeaksSnakeCaseAndRfc3339() {
        assertThat(new String(Messages.write(new JobEvent.Accepted(JOB)), StandardCharsets.UTF_8))
                .contains("\"type\":\"accepted\"", "\"num_outputs\":2", "\"created_at\":\"2026-03-01T12:00:00.123Z\"")
                .doesNotContain("num_inference_steps");
    }

    @Test
    void refusesWhatIsNoEvent() {
        Map<String, String> headers =
                CloudEvent.of(URI.create("/api"), NOW, EVENTS.getFirst()).headers();
        for (String value : List.of("", "null", "{}", "[1", "{\"type\":\"accepted\"}", "{\"type\":\"no-such\"}")) {
            assertThatThrownBy(() -> Messages.read(headers, value.getBytes(StandardCharsets.UTF_8)))
                    .as(value)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void refusesARecordWithoutItsAttributes() {
        assertThatThrownBy(() -> Messages.read(Map.of(), Messages.write(EVENTS.getFirst())))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("ce_id");
    }

    @Test
    void refusesAJobIdThatWouldLeaveItsPrefix() {
        assertThatThrownBy(() -> new JobId("../../../../../../etc/pass")).isInstanceOf(IllegalArgumentException.class);
    }
}
