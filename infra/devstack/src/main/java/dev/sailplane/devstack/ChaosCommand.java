package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sailplane.cli.CommonOptions;
import dev.sailplane.devstack.chaos.ChaosPlan;
import dev.sailplane.devstack.chaos.ChaosReport;
import dev.sailplane.devstack.chaos.ChaosRun;
import dev.sailplane.devstack.chaos.ChaosSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane chaos}: what becomes of jobs when processes are killed, ended and frozen all the time. */
@Command(
        name = "chaos",
        description = {
            "Starts a fresh stack, orders jobs and strikes its processes at random: kills, ends, freezes them.",
            "Then lets it heal and judges: every accepted job ended once, with the pictures of a quiet run, was told",
            "of, and left nothing behind. Status 1 when a check fails. The seed decides faults and jobs."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final String RESULT = "chaos.json";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--kills", paramLabel = "N", description = "Faults in all. Default: ${DEFAULT-VALUE}")
    private int kills = 100;

    @Option(names = "--seed", paramLabel = "S", description = "Default: drawn, and printed.")
    private long seed = ThreadLocalRandom.current().nextLong(1_000_000);

    @Option(names = "--jobs-per-second", paramLabel = "R", description = "Default: ${DEFAULT-VALUE}")
    private double jobsPerSecond = 1;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            description = "Different inputs, each drawn once more at the end. Default: ${DEFAULT-VALUE}")
    private int inputs = 48;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            description = "Between two faults, on average. Default: ${DEFAULT-VALUE}")
    private double pause = 3;

    @Option(names = "--workers", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int workers = 3;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description =
                    "An empty or absent folder, kept afterwards. Default: one that is removed when all checks hold.")
    private @Nullable Path wanted;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ChaosSettings settings = settings();
        Path data = fresh();
        Terminal.say("seed " + seed + ", data in " + data);
        ChaosReport report = run(data, settings);
        Files.writeString(data.resolve(RESULT), json(report));
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        if (wanted == null && report.holds()) {
            Folders.delete(data);
        }
        return report.holds() ? 0 : 1;
    }

    private ChaosReport run(Path data, ChaosSettings settings) throws IOException, InterruptedException {
        Installation installation = Installation.ofSystemProperties(data.resolve("no-models"));
        try (DevStack stack = DevStack.on(installation, ChaosStage.options(data, workers), _ -> {})) {
            Terminal.say("starting Kafka, S3, 2 APIs and %d workers ...".formatted(workers));
            stack.start();
            return new ChaosRun(ChaosStage.of(stack, installation), new ChaosPlan(settings), ChaosCommand::say).run();
        }
    }

    private static void say(String line) {
        Terminal.say(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    private ChaosSettings settings() {
        try {
            ChaosStage.requireWorkers(workers);
            return new ChaosSettings(seed, kills, jobsPerSecond, inputs, Duration.ofMillis(Math.round(pause * 1_000)));
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
        }
    }

    private Path fresh() throws IOException {
        if (wanted == null) {
            return Files.createTempDirectory("sailplane-chaos");
        }
        Path folder = Files.createDirectories(wanted);
        try (var files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new ParameterException(spec.commandLine(), "--data " + wanted + " is not empty");
            }
        }
        return folder;
    }

    private static String json(ChaosReport report) throws IOException {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
