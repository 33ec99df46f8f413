package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job's work outlives its worker, and another job may go on from it. */
@ExtendWith(SharedStack.class)
class ResumeIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROMPT = "a black square on a white background";
    private static final Duration DRAIN = Duration.ofSeconds(12); // ten, and the end of the process

    @Test
    void aKilledWorkersJobGoesOnWhereItWasAndLosesNoBit(RunningStack stack) throws Exception {
        List<byte[]> undisturbed = pictures(stack.awaitSuccess(stack.submit(PROMPT, ResumeIT::takeTime)));
        Prediction ordered = stack.submit(PROMPT, ResumeIT::takeTime);
        JobEvent.Started first = started(stack, ordered, _ -> true);
        await().atMost(RunningStack.PATIENCE).until(() -> hasCheckpoint(stack, ordered));

        worker(stack, first.worker()).kill();

        JobEvent.Started second = started(stack, ordered, event -> event.attempt() > first.attempt());
        assertThat(second.worker()).isNotEqualTo(first.worker());
        assertThat(second.resumedSteps()).isPositive();
        Prediction finished = stack.awaitSuccess(ordered);
        assertThat(pictures(finished)).usingElementComparator(ResumeIT::compare).isEqualTo(undisturbed);
        assertThat(hasCheckpoint(stack, ordered)).isFalse();
        JsonNode metrics = prediction(stack, ordered).path("metrics");
        assertThat(metrics.path("numerics").asText()).isEqualTo("exact");
        assertThat(metrics.path("resumed_steps").asInt()).isEqualTo(second.resumedSteps());
    }

    @Test
    void aWorkerThatIsToldToEndHandsItsJobOver(RunningStack stack) throws Exception {
        Prediction ordered = stack.submit(PROMPT, ResumeIT::takeTime);
        JobEvent.Started first = started(stack, ordered, _ -> true);
        int before = stack.topic(Topics.EVENTS)
                .awaitEvent(
                        JobEvent.Progress.class,
                        event -> isOf(ordered, event)
                                && event.step() > 20
                                && event.stage().equals("base"))
                .step();
        StackProcess worker = worker(stack, first.worker());
        long asked = System.nanoTime();
        worker.stop();
        try {
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(DRAIN);

            JobEvent.Started second = started(stack, ordered, event -> event.attempt() > first.attempt());
            assertThat(second.worker()).isNotEqualTo(first.worker());
            assertThat(second.resumedSteps()).isGreaterThanOrEqualTo(before);
            stack.awaitSuccess(ordered);
        } finally {
            worker.start();
        }
    }

    @Test
    void aJobBranchesOffAnotherOne(RunningStack stack) throws Exception {
        Prediction parent = stack.submit(
                PROMPT,
                input -> input.put("num_inference_steps", 12)
                        .putArray("checkpoint_steps")
                        .add(6));
        byte[] ofParent = pictures(stack.awaitSuccess(parent)).getFirst();

        Prediction same = branch(stack, parent, 6, PROMPT);
        Prediction kept = branch(stack, parent, 6, "a black ring on a white background");
        Prediction remade = branch(stack, parent, 5, PROMPT);

        assertThat(pictures(stack.awaitSuccess(same)).getFirst()).isEqualTo(ofParent);
        assertThat(pictures(stack.awaitSuccess(kept)).getFirst()).isNotEqualTo(ofParent);
        assertThat(pictures(stack.awaitSuccess(remade)).getFirst()).isEqualTo(ofParent);
    }

    private static void takeTime(ObjectNode input) {
        RunningStack.takeTime(input);
        input.put("sampler", "ancestral");
    }

    private static JobEvent.Started started(RunningStack stack, Prediction job, Predicate<JobEvent.Started> which) {
        return stack.topic(Topics.EVENTS)
                .awaitEvent(JobEvent.Started.class, event -> isOf(job, event) && which.test(event));
    }

    private static boolean isOf(Prediction job, JobEvent event) {
        return event.jobId().value().equals(job.id());
    }

    private static StackProcess worker(RunningStack stack, String name) {
        return stack.processes().workers().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasCheckpoint(RunningStack stack, Prediction job) throws IOException {
        return stack.objects().stream()
                .map(path -> path.toString().replace('\\', '/'))
                .anyMatch(path -> path.endsWith("jobs/" + job.id() + "/checkpoint"));
    }

    private static Prediction branch(RunningStack stack, Prediction parent, int step, String prompt) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("step", step);
        body.putObject("input").put("prompt", prompt);
        body.put("webhook", stack.receiverAddress().toString())
                .putArray("webhook_events_filter")
                .add("completed");
        URI address = stack.processes().apiAddress().resolve("/v1/predictions/" + parent.id() + "/branch");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return Prediction.of(JSON.readTree(answer.body()));
        }
    }

    private static JsonNode prediction(RunningStack stack, Prediction job) throws Exception {
        URI address = stack.processes().apiAddress().resolve("/v1/predictions/" + job.id());
        return JSON.readTree(new String(fetch(address), StandardCharsets.UTF_8));
    }

    private static List<byte[]> pictures(Prediction finished) throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        for (URI address : finished.output()) {
            pictures.add(fetch(address));
        }
        return pictures;
    }

    private static byte[] fetch(URI address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private static int compare(byte[] one, byte[] other) {
        return Arrays.compare(one, other);
    }
}
