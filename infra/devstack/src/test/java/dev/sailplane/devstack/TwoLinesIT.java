package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that has its hands full of batch jobs, while more of them wait. */
class TwoLinesIT {
    @TempDir
    private Path data;

    @Test
    void anInteractiveJobDoesNotWaitBehindBatchJobs() throws IOException, InterruptedException {
        StackOptions options =
                StackOptions.on(data).tuned(StackOptions.Tuning.ofWorkers(Map.of("SAILPLANE_WORKER_QUEUE_SLOTS", "1")));
        Installation installation = Installation.ofSystemProperties(data.resolve("no-models"));
        try (DevStack stack = DevStack.on(installation, options, Terminal::say)) {
            stack.start();
            PredictionClient client = new PredictionClient(stack.apiAddress());
            List<Prediction> backlog = List.of(batch(client), batch(client), batch(client));
            await().atMost(RunningStack.PATIENCE).until(() -> count(client, backlog, "processing") == 1);

            Prediction ordered = client.submit(RunningStack.MODEL, order(5, 1));

            await().atMost(RunningStack.PATIENCE)
                    .until(() -> client.get(ordered.id()).hasSucceeded());
            assertThat(count(client, backlog, "starting"))
                    .as("batch jobs that wait")
                    .isPositive();
        }
    }

    private static Prediction batch(PredictionClient client) throws InterruptedException {
        // A hundred steps: many times as long as the interactive job.
        return client.submit(RunningStack.MODEL, order(50, 2).put("priority", "batch"));
    }

    private static ObjectNode order(int steps, int outputs) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input")
                .put("prompt", "a black ring on a white background")
                .put("num_inference_steps", steps)
                .put("num_outputs", outputs)
                .put("size", RunningStack.SMALL_SIDE);
        return body;
    }

    private static long count(PredictionClient client, List<Prediction> jobs, String status)
            throws InterruptedException {
        long count = 0;
        for (Prediction job : jobs) {
            count += client.get(job.id()).status().equals(status) ? 1 : 0;
        }
        return count;
    }
}
