package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.devstack.load.LoadRun;
import dev.sailplane.devstack.load.LoadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane load}: how many requests the API takes on this machine, and how fast it answers them. */
@Command(
        name = "load",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = LoadJobsCommand.class,
        description = {
            "Measures the API on this machine: submits at a constant rate, submits and reads as fast as they go.",
            "Starts Kafka, S3, two APIs and no worker on fresh data and removes them again. A submit is answered once",
            "Kafka has it on its log (acks=all). At a constant rate a latency counts from the time at which the request",
            "was due, so that a stall is not hidden. Status 1 when a request failed. Leave the machine alone meanwhile."
        })
final class LoadCommand implements Callable<Integer> {
    private static final int REPLICAS = 2;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Submits a second at the constant rate. Default: ${DEFAULT-VALUE}")
    private int rate = 1_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of each of the three phases. Default: ${DEFAULT-VALUE}")
    private int seconds = 20;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds of submits, and as many of reads, before. Default: ${DEFAULT-VALUE}")
    private int warmUp = 10;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections, over both APIs. Default: ${DEFAULT-VALUE}")
    private int connections = 64;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadSettings settings = settings();
        Path data = Files.createTempDirectory("sailplane-load");
        StackOptions options = StackOptions.on(data).withApis(REPLICAS).withWorkers(0);
        Installation installation = Installation.ofSystemProperties(data.resolve("no-models"));
        try (DevStack stack = DevStack.on(installation, options, Terminal::say)) {
            Terminal.say("starting Kafka, S3 and %d APIs ...".formatted(REPLICAS));
            stack.start();
            return measure(stack, settings);
        } finally {
            Folders.delete(data);
        }
    }

    private LoadSettings settings() {
        try {
            return new LoadSettings(rate, seconds, warmUp, connections);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
        }
    }

    private int measure(DevStack stack, LoadSettings settings) throws InterruptedException {
        String title = "%d APIs, Kafka, S3 and the load's source"
                .formatted(stack.apis().size());
        LoadTable table = new LoadTable(spec.commandLine().getOut(), title, "req/s");
        new LoadRun(stack.apiAddresses(), settings).run(table);
        return table.end();
    }
}
