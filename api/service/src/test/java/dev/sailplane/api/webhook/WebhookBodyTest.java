package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sailplane.api.access.Access;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.wire.PredictionRenderer;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookBodyTest {
    private final WebhookBody body = new WebhookBody(
            new PredictionRenderer(
                    new MemoryObjectStore(),
                    new JobView(new JobView.Capacity(1, 1), new WorkLedger(10), Clock.systemUTC()),
                    Access.openLinks(Configurations.usual()),
                    Configurations.usual()),
            Replica.mapper());

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "漢", "😀", "\u0001", "\"", "\\"})
    void theLongestTextsStayUnderTheLimitAndTheAddressesWhole(String character) throws IOException {
        String longest = character.repeat(GenerationInput.MAXIMUM_PROMPT_CHARACTERS);
        String json = body.of(succeeded(longest, longest));

        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(WebhookBody.MAXIMUM_BYTES);
        JsonNode told = new JsonMapper().readTree(json);
        assertThat(told.path("output")).hasSize(10);
        assertThat(told.path("output").path(9).asText())
                .contains("/output/9.png")
                .endsWith("?signature=1");
        String prompt = told.path("input").path("prompt").asText();
        assertThat(prompt).startsWith(character.repeat(40));
        assertThat(prompt.equals(longest) || prompt.endsWith("…")).isTrue();
    }

    @Test
    void whatFitsIsToldInFull() throws IOException {
        String prompt = "a ring ".repeat(500);
        JsonNode told = new JsonMapper().readTree(body.of(succeeded(prompt, "")));
        assertThat(told.path("input").path("prompt").asText()).isEqualTo(prompt);
        assertThat(told.path("created_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    private static JobState succeeded(String prompt, String negativePrompt) {
        Job job = Sample.job(1);
        GenerationInput plain = job.input();
        GenerationInput input = new GenerationInput(
                prompt,
                negativePrompt,
                plain.seed(),
                10,
                plain.size(),
                plain.numInferenceSteps(),
                plain.upsampleSteps(),
                plain.sampler(),
                plain.guidanceScale(),
                plain.source(),
                plain.output(),
                plain.branch(),
                plain.checkpointSteps());
        Job wordy = new Job(
                job.id(),
                job.tenant(),
                job.model(),
                job.version(),
                input,
                job.webhook(),
                job.createdAt(),
                job.deadline(),
                job.fingerprint(),
                job.priority(),
                Optional.empty());
        return new JobState.Starting(wordy).after(new JobEvent.Completed(job.id(), completion(job)));
    }

    private static JobEvent.Completion completion(Job job) {
        return new JobEvent.Completion(
                IntStream.range(0, 10)
                        .mapToObj(index -> new OutputImage(
                                index, ObjectKeys.output(job.id(), index, OutputFormat.PNG), 64, 64, 900, "ab"))
                        .toList(),
                Sample.STARTED_AT,
                Sample.ENDED_AT,
                6.5,
                1,
                Numerics.EXACT);
    }
}
