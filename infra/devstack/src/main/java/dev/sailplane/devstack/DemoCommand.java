package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.generate.GenerationOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sailplane demo}: the whole path once, from prompt to webhook. */
@Command(
        name = "demo",
        description = "Starts everything, draws, saves the PNG, verifies the webhook, stops everything.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private final GenerationOptions picture = new GenerationOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final StackArguments arguments = new StackArguments();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String model = picture.model().toString();
        Terminal.noteWhatItDraws(model);
        try (DevStack stack =
                DevStack.on(arguments.installation(), arguments.optionsWithWorker(model), Terminal::say)) {
            Terminal.say("starting Kafka, S3, API and worker ...");
            stack.start();
            PredictionClient client = new PredictionClient(stack.apiAddress());
            try (WebhookReceiver receiver = new WebhookReceiver(client.webhookSecret())) {
                Prediction finished = new Order(client, picture)
                        .withWebhook(receiver.address())
                        .carryOut();
                verify(receiver, finished);
            }
        }
        return 0;
    }

    private static void verify(WebhookReceiver receiver, Prediction finished) throws InterruptedException {
        WebhookReceiver.Delivery delivery = receiver.next(WEBHOOK_PATIENCE)
                .orElseThrow(() -> new DevStackException(
                        "no rightly signed webhook came within " + WEBHOOK_PATIENCE.toSeconds() + " s"));
        if (!delivery.prediction().id().equals(finished.id())
                || !delivery.prediction().hasSucceeded()) {
            throw new DevStackException("the webhook told of "
                    + delivery.prediction().id() + " " + delivery.prediction().status() + ", not of " + finished.id());
        }
        Terminal.say("webhook " + delivery.id() + " came, its signature is right");
    }
}
