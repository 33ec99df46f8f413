package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What decides how many workers there are. */
@ExtendWith(SharedStack.class)
class FleetIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int JOBS = 3;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void everyReplicaTellsOfWorkFromTheFirstJobToTheEndOfTheLast(RunningStack stack) throws Exception {
        List<URI> replicas = stack.processes().managementAddresses();
        assertThat(replicas).hasSize(2);
        awaitNoWork(replicas);

        List<Prediction> ordered = IntStream.range(0, JOBS)
                .mapToObj(number -> order(stack, number))
                .toList();

        for (URI replica : replicas) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> work(replica, "jobs_queued") + work(replica, "jobs_running") == JOBS);
            assertThat(work(replica, "device_seconds")).isPositive();
        }
        for (Prediction each : ordered) {
            stack.awaitSuccess(each);
        }
        awaitNoWork(replicas);
    }

    private static Prediction order(RunningStack stack, int number) {
        try {
            return stack.submit(
                    "a black ring on a white background",
                    input -> input.put("seed", number).put("num_inference_steps", 20));
        } catch (InterruptedException interruption) {
            throw new IllegalStateException(interruption);
        }
    }

    private void awaitNoWork(List<URI> replicas) {
        for (URI replica : replicas) {
            await().atMost(RunningStack.PATIENCE)
                    .until(() -> work(replica, "jobs_queued") + work(replica, "jobs_running") == 0
                            && work(replica, "device_seconds") == 0);
        }
    }

    private double work(URI replica, String figure) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(replica.resolve("/fleet")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode work = JSON.readTree(answer.body());
        assertThat(work.path(figure).isNumber()).isTrue();
        return work.path(figure).asDouble();
    }
}
