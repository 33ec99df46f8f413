package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes come and go with the work that the API tells of: none, three, none, and once more. */
class ElasticIT {
    private static final int MOST = 3;
    private static final int JOBS = 6;
    private static final ElasticWorkers.Rule RULE =
            new ElasticWorkers.Rule(10, Duration.ofMillis(500), Duration.ofSeconds(5));

    @TempDir
    private Path folder;

    @Test
    void workersComeWithTheWorkAndGoWithItAndNothingIsLost() throws Exception {
        StackOptions options = new StackOptions(
                folder,
                new StackOptions.WantedPorts(Ports.free(1).getFirst(), 0, 0),
                1,
                MOST,
                StackOptions.Tuning.ofWorkers(Map.of()));
        try (DevStack stack = DevStack.on(
                        Installation.ofSystemProperties(folder.resolve("no-models")), options, Terminal::say)
                .startElastic(RULE)) {
            PredictionClient client = new PredictionClient(stack.apiAddress());
            assertThat(running(stack)).isZero();

            List<Prediction> crowd = new ArrayList<>();
            for (int seed = 0; seed < JOBS; seed++) {
                crowd.add(client.submit(RunningStack.MODEL, body(seed)));
            }
            await().atMost(RunningStack.PATIENCE).until(() -> running(stack) == MOST);
            awaitSuccess(client, crowd);
            await().atMost(RunningStack.PATIENCE).until(() -> running(stack) == 0);

            Prediction straggler = client.submit(RunningStack.MODEL, body(JOBS));
            awaitSuccess(client, List.of(straggler));
            await().atMost(RunningStack.PATIENCE).until(() -> running(stack) == 0);
        }
    }

    private static void awaitSuccess(PredictionClient client, List<Prediction> ordered) throws InterruptedException {
        for (Prediction each : ordered) {
            await().atMost(RunningStack.PATIENCE)
                    .until(() -> client.get(each.id()).hasEnded());
            Prediction ended = client.get(each.id());
            assertThat(ended.status()).as(ended.error()).isEqualTo("succeeded");
        }
    }

    private static long running(DevStack stack) {
        return stack.workers().stream()
                .filter(worker -> worker.running().isPresent())
                .count();
    }

    private static ObjectNode body(int seed) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input")
                .put("prompt", "a black ring on a white background")
                .put("num_outputs", 2)
                // A single job is expected to be work for all workers: the others may not have come yet.
                .put("num_inference_steps", 50)
                .put("seed", seed);
        return body;
    }
}
