package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers may rely on whichever API they reach, and when one of them is gone. */
@ExtendWith(SharedStack.class)
class ReplicasIT {
    private static final int RACES = 1_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void theSameKeyAtTwoReplicasAThousandTimesIsOneJobEach(RunningStack stack) throws Exception {
        long before = accepted(stack);
        Map<Integer, Set<String>> jobs = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Callable<String>> calls = new ArrayList<>();
            for (int race = 0; race < RACES; race++) {
                for (URI api : stack.processes().apiAddresses()) {
                    int key = race;
                    calls.add(() -> {
                        String id = insist(api, "race-" + key);
                        jobs.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet())
                                .add(id);
                        return id;
                    });
                }
            }
            for (Future<String> call : threads.invokeAll(calls)) {
                call.get();
            }
            assertThat(jobs)
                    .hasSize(RACES)
                    .allSatisfy((_, ids) -> assertThat(ids).hasSize(1));
            assertThat(accepted(stack) - before).isEqualTo(RACES);
        } finally {
            cancel(stack, jobs.values());
        }
    }

    @Test
    void aJobIsCanceledThoughTheReplicaThatTookItIsGone(RunningStack stack) throws IOException, InterruptedException {
        URI other = stack.processes().apiAddresses().getLast();
        Prediction ordered = stack.submit("a black square on a white background", RunningStack::takeTime);
        Topic events = stack.topic(Topics.EVENTS);
        events.awaitEvent(JobEvent.Progress.class, event -> isOf(ordered, event));

        stack.processes().apis().getFirst().kill();

        HttpResponse<String> canceled = post(other, "/v1/predictions/" + ordered.id() + "/cancel", "", Map.of());
        assertThat(canceled.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(canceled.body()).path("status").asText()).isEqualTo("canceled");
        // The worker is free again long before the job could have been drawn.
        Prediction behind = order(
                other, "{\"input\":{\"prompt\":\"a red circle\",\"num_inference_steps\":1,\"upsample_steps\":1}}");
        await().atMost(RunningStack.PATIENCE)
                .until(() -> get(other, behind.id()).status().equals("succeeded"));
        assertThat(told(stack, ordered)).contains("canceled").doesNotContain("output", "completed", "failed");
        assertThat(stack.objects()).noneMatch(file -> file.toString().contains(ordered.id() + "/output"));
        await().atMost(RunningStack.PATIENCE)
                .ignoreExceptions()
                .until(() -> stack.client().get(ordered.id()).status().equals("canceled"));
    }

    @Test
    void aQueuedJobIsCanceledAndNeverDrawn(RunningStack stack) throws IOException, InterruptedException {
        URI api = stack.processes().apiAddresses().getLast();
        List<Prediction> ahead = new ArrayList<>();
        // More than all workers' slots.
        for (int job = 0; job < 20; job++) {
            ahead.add(order(api, "{\"input\":{\"prompt\":\"a ring\",\"num_inference_steps\":10,\"size\":32}}"));
        }
        Prediction queued = order(api, "{\"input\":{\"prompt\":\"a ring\"}}");
        assertThat(post(api, "/v1/predictions/" + queued.id() + "/cancel", "", Map.of())
                        .statusCode())
                .isEqualTo(200);
        for (Prediction job : ahead) {
            await().atMost(RunningStack.PATIENCE).until(() -> get(api, job.id()).hasEnded());
        }
        assertThat(get(api, queued.id()).status()).isEqualTo("canceled");
        assertThat(told(stack, queued)).containsOnly("canceled");
    }

    @Test
    void aJobIsKnownToEveryReplicaAtOnce(RunningStack stack) throws IOException, InterruptedException {
        List<URI> apis = stack.processes().apiAddresses();
        for (int time = 0; time < 20; time++) {
            Prediction ordered = order(
                    apis.get(time % 2),
                    "{\"input\":{\"prompt\":\"a ring\",\"num_inference_steps\":1,\"upsample_steps\":1}}");
            assertThat(get(apis.get((time + 1) % 2), ordered.id()).id()).isEqualTo(ordered.id());
        }
    }

    /** Spares the workers. */
    private void cancel(RunningStack stack, Collection<Set<String>> jobs) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            threads.invokeAll(jobs.stream()
                    .flatMap(Set::stream)
                    .<Callable<Integer>>map(id -> () -> post(
                                    stack.processes().apiAddresses().getLast(),
                                    "/v1/predictions/" + id + "/cancel",
                                    "",
                                    Map.of())
                            .statusCode())
                    .toList());
        }
    }

    /** As a client does: again while the first request is under way. */
    private String insist(URI api, String key) throws IOException, InterruptedException {
        String body = "{\"input\":{\"prompt\":\"a ring\",\"seed\":1,\"num_inference_steps\":1,\"upsample_steps\":1}}";
        HttpResponse<String> answer = post(api, path(), body, Map.of("Idempotency-Key", key));
        for (int tries = 0; answer.statusCode() == 409 && tries < 50; tries++) {
            Thread.sleep(100);
            answer = post(api, path(), body, Map.of("Idempotency-Key", key));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    private Prediction order(URI api, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(api, path(), body, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Prediction.of(JSON.readTree(answer.body()));
    }

    private Prediction get(URI api, String id) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve("/v1/predictions/" + id)).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        return Prediction.of(json);
    }

    private HttpResponse<String> post(URI api, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String path() {
        return "/v1/models/" + RunningStack.MODEL + "/predictions";
    }

    private static long accepted(RunningStack stack) {
        return stack.topic(Topics.JOBS).records().size();
    }

    private static boolean isOf(Prediction job, JobEvent event) {
        return event.jobId().value().equals(job.id());
    }

    /** The kinds of event that were told of a job. */
    private static Set<String> told(RunningStack stack, Prediction job) {
        return stack.topic(Topics.EVENTS).records().stream()
                .filter(record -> job.id().equals(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8)))
                .map(record -> Topic.headers(record).getOrDefault("ce_type", ""))
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }
}
