package dev.sailplane.devstack;

import dev.sailplane.cli.ModelFolders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that starts a stack. */
final class StackArguments {
    private static final int MOST_PROCESSES = 64;

    @Mixin
    private final ModelFolders folders = new ModelFolders();

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where the stack keeps its state. Default: ~/.sailplane")
    private Path data = DataDirectory.standard();

    @Option(names = "--api-port", paramLabel = "PORT", description = "Default: 8080, or a free one if that is taken.")
    private int apiPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Default: a free one.")
    private int kafkaPort;

    @Option(names = "--s3-port", paramLabel = "PORT", description = "Default: a free one.")
    private int s3Port;

    @Option(names = "--apis", paramLabel = "N", description = "API processes. Default: ${DEFAULT-VALUE}")
    private int apis = 1;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Worker processes; with 0 jobs stay on the queue. Default: ${DEFAULT-VALUE}")
    private int workers = 1;

    @Option(names = "--device", paramLabel = "DEVICE", description = "auto, cpu or cuda:0. Default: auto")
    private @Nullable String device;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "fp32, bf16 or fp16. Default: fp32")
    private @Nullable String dtype;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec command;

    /** Options of a stack that may be without a worker. */
    StackOptions options(String model) {
        require("--apis", apis, 1);
        require("--workers", workers, 0);
        Map<String, String> settings = new HashMap<>();
        settings.put("SAILPLANE_MODEL", model);
        if (device != null) {
            settings.put("SAILPLANE_DEVICE", device);
        }
        if (dtype != null) {
            settings.put("SAILPLANE_DTYPE", dtype);
        }
        return new StackOptions(
                data,
                new StackOptions.WantedPorts(apiPort, kafkaPort, s3Port),
                apis,
                workers,
                StackOptions.Tuning.ofWorkers(settings));
    }

    /** Options of a stack that ends jobs. */
    StackOptions optionsWithWorker(String model) {
        require("--workers", workers, 1);
        return options(model);
    }

    private void require(String option, int value, int least) {
        if (value < least || value > MOST_PROCESSES) {
            throw new ParameterException(
                    command.commandLine(), "%s is %d to %d, not %d".formatted(option, least, MOST_PROCESSES, value));
        }
    }

    Installation installation() {
        return Installation.ofSystemProperties(folders.home());
    }

    Path data() {
        return data;
    }

    /** "2 APIs and 1 worker", for messages. */
    String services() {
        return counted(apis, "API") + " and " + counted(workers, "worker");
    }

    private static String counted(int count, String name) {
        return count + " " + name + (count == 1 ? "" : "s");
    }
}
