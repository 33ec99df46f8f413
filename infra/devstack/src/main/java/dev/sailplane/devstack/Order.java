package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.cli.generate.GenerationOptions;
import dev.sailplane.cli.generate.PictureFiles;
import java.io.IOException;
import java.net.URI;

/** One order from the command line: sent, watched, and its pictures saved and named on standard output. */
final class Order {
    private final PredictionClient client;
    private final GenerationOptions options;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    Order(PredictionClient client, GenerationOptions options) throws IOException {
        this.client = client;
        this.options = options;
        body.set("input", PredictionInput.of(options));
    }

    /** Has the end of the job told to an address. */
    Order withWebhook(URI receiver) {
        body.put("webhook", receiver.toString())
                .putArray("webhook_events_filter")
                .add("completed");
        return this;
    }

    /**
     * Returns when the pictures are saved.
     *
     * @throws DevStackException when the order is refused or the job fails
     */
    Prediction carryOut() throws IOException, InterruptedException {
        Prediction ordered = client.submit(options.model().toString(), body);
        Prediction finished;
        try (ProgressLine progress = new ProgressLine()) {
            finished = client.await(ordered, progress);
        }
        if (!finished.hasSucceeded()) {
            throw new DevStackException("the job " + finished.id() + " " + finished.status() + ": " + finished.error());
        }
        PictureFiles files = new PictureFiles(options.output(), finished.seed());
        for (int index = 0; index < finished.output().size(); index++) {
            System.out.println(files.write(index, client.fetch(finished.output().get(index))));
        }
        return finished;
    }
}
