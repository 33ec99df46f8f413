package dev.sailplane.devstack;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a stack is to be like.
 *
 * @param data its data directory
 * @param apiPort 0 for 8080 or, if that is taken, a free one
 * @param kafkaPort 0 for a free one
 * @param s3Port 0 for a free one
 * @param workers worker processes
 * @param workerSettings environment of the workers, on top of what the stack itself sets
 */
record StackOptions(
        Path data, int apiPort, int kafkaPort, int s3Port, int workers, Map<String, String> workerSettings) {
    StackOptions {
        workerSettings = Map.copyOf(workerSettings);
    }

    static StackOptions on(Path data) {
        return new StackOptions(data, 0, 0, 0, 1, Map.of());
    }

    StackOptions withWorkers(int count) {
        return new StackOptions(data, apiPort, kafkaPort, s3Port, count, workerSettings);
    }
}
