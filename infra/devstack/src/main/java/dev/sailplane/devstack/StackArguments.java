package dev.sailplane.devstack;

import dev.sailplane.cli.ModelFolders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that starts a stack. */
final class StackArguments {
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

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes. Default: ${DEFAULT-VALUE}")
    private int workers = 1;

    @Option(names = "--device", paramLabel = "DEVICE", description = "auto, cpu or cuda:0. Default: auto")
    private @Nullable String device;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "fp32, bf16 or fp16. Default: fp32")
    private @Nullable String dtype;

    StackOptions options(String model) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SAILPLANE_MODEL", model);
        if (device != null) {
            settings.put("SAILPLANE_DEVICE", device);
        }
        if (dtype != null) {
            settings.put("SAILPLANE_DTYPE", dtype);
        }
        return new StackOptions(data, apiPort, kafkaPort, s3Port, workers, settings);
    }

    Installation installation() {
        return Installation.ofSystemProperties(folders.home());
    }

    Path data() {
        return data;
    }

    int workers() {
        return workers;
    }
}
