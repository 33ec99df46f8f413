package dev.sailplane.devstack;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a stack is to be like.
 *
 * @param data its data directory
 * @param ports where it listens
 * @param apis API processes, at least 1
 * @param workers worker processes; with 0 jobs stay on the queue
 * @param workerSettings environment of the workers, on top of what the stack itself sets
 */
record StackOptions(Path data, WantedPorts ports, int apis, int workers, Map<String, String> workerSettings) {
    /**
     * Ports that somebody relies on.
     *
     * @param api of the first API; 0 for 8080 or, if that is taken, a free one
     * @param kafka 0 for a free one
     * @param s3 0 for a free one
     */
    record WantedPorts(int api, int kafka, int s3) {}

    StackOptions {
        if (apis < 1 || workers < 0) {
            throw new IllegalArgumentException("a stack has at least one API and no less than 0 workers");
        }
        workerSettings = Map.copyOf(workerSettings);
    }

    static StackOptions on(Path data) {
        return new StackOptions(data, new WantedPorts(0, 0, 0), 1, 1, Map.of());
    }

    StackOptions withApis(int count) {
        return new StackOptions(data, ports, count, workers, workerSettings);
    }

    StackOptions withWorkers(int count) {
        return new StackOptions(data, ports, apis, count, workerSettings);
    }
}
