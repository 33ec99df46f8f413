package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.devstack.load.JobRun;
import dev.sailplane.devstack.load.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane load jobs}: what a job costs besides the drawing, from the submit to the webhook. */
@Command(
        name = "jobs",
        description = {
            "Measures whole jobs without the drawing: from the submit to the webhook that tells of the end, one by one at",
            "a low rate, then as many as go through. Starts Kafka, S3, one API and one worker that draws nothing on fresh",
            "data and removes them again. Status 1 when a job failed. Leave the machine alone meanwhile."
        })
final class LoadJobsCommand implements Callable<Integer> {
    private static final int MOST_SLOTS = 100;
    // Of webhooks to the one receiver: it is not what is to be measured.
    private static final int CALLS = 32;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--rate", paramLabel = "N", description = "Jobs a second, one by one. Default: ${DEFAULT-VALUE}")
    private int rate = 5;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of each of the two phases. Default: ${DEFAULT-VALUE}")
    private int seconds = 20;

    @Option(names = "--warm-up", paramLabel = "N", description = "Seconds of jobs before. Default: ${DEFAULT-VALUE}")
    private int warmUp = 10;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "Jobs under way when as many as go. Default: ${DEFAULT-VALUE}")
    private int backlog = 64;

    @Option(names = "--slots", paramLabel = "N", description = "Slots of the worker. Default: ${DEFAULT-VALUE}")
    private int slots = 16;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JobSettings settings = settings();
        Path data = Files.createTempDirectory("sailplane-load");
        StackOptions options = StackOptions.on(data)
                .tuned(new StackOptions.Tuning(
                        Map.of(),
                        Map.of("SAILPLANE_API_WEBHOOK_RECEIVERS_MAXIMUM_CALLS", Integer.toString(CALLS)),
                        Map.of("SAILPLANE_DEVICE", "none", "SAILPLANE_WORKER_QUEUE_SLOTS", Integer.toString(slots)),
                        Duration.ofSeconds(30)));
        Installation installation = Installation.ofSystemProperties(data.resolve("no-models"));
        try (DevStack stack = DevStack.on(installation, options, Terminal::say)) {
            Terminal.say("starting Kafka, S3, an API and a worker that draws nothing ...");
            stack.start();
            LoadTable table = new LoadTable(
                    spec.commandLine().getOut(),
                    "1 API, 1 worker of %d slots that draws nothing, Kafka, S3 and the load's source".formatted(slots),
                    "jobs/s");
            ProcessorTime processors = ProcessorTime.of(stack);
            new JobRun(stack.apiAddress(), settings, processors).run(table);
            table.print(processors.line());
            return table.end();
        } finally {
            Folders.delete(data);
        }
    }

    private JobSettings settings() {
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new ParameterException(spec.commandLine(), "--slots is 1 to %d, not %d".formatted(MOST_SLOTS, slots));
        }
        try {
            return new JobSettings(rate, seconds, warmUp, backlog);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
        }
    }
}
