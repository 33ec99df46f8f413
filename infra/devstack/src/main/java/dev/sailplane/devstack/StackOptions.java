package dev.sailplane.devstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a stack is to be like.
 *
 * @param data its data directory
 * @param ports where it listens
 * @param apis API processes, at least 1
 * @param workers worker processes; with 0 jobs stay on the queue
 * @param tuning settings of its processes
 */
record StackOptions(Path data, WantedPorts ports, int apis, int workers, Tuning tuning) {
    /**
     * Ports that somebody relies on.
     *
     * @param api of the first API; 0 for 8080 or, if that is taken, a free one
     * @param kafka 0 for a free one
     * @param s3 0 for a free one
     */
    record WantedPorts(int api, int kafka, int s3) {}

    /**
     * Settings on top of what the stack itself sets.
     *
     * @param broker by the names of Kafka
     * @param apis environment of the APIs
     * @param workers environment of the workers
     * @param longestPause at most so long after its end a process is started again
     */
    record Tuning(
            Map<String, String> broker, Map<String, String> apis, Map<String, String> workers, Duration longestPause) {
        static final Tuning NONE = ofWorkers(Map.of());

        Tuning {
            broker = Map.copyOf(broker);
            apis = Map.copyOf(apis);
            workers = Map.copyOf(workers);
        }

        static Tuning ofWorkers(Map<String, String> settings) {
            return new Tuning(Map.of(), Map.of(), settings, Duration.ofSeconds(30));
        }
    }

    StackOptions {
        if (apis < 1 || workers < 0) {
            throw new IllegalArgumentException("a stack has at least one API and no less than 0 workers");
        }
    }

    static StackOptions on(Path data) {
        return new StackOptions(data, new WantedPorts(0, 0, 0), 1, 1, Tuning.NONE);
    }

    StackOptions withApis(int count) {
        return new StackOptions(data, ports, count, workers, tuning);
    }

    StackOptions withWorkers(int count) {
        return new StackOptions(data, ports, apis, count, tuning);
    }

    StackOptions tuned(Tuning other) {
        return new StackOptions(data, ports, apis, workers, other);
    }
}
