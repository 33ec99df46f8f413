package dev.sailplane.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Watches how busy the threads of Kafka's clients are; the broker's, in the same process, do not count. */
final class ClientThreads {
    private static final List<String> NAMES =
            List.of("jobs", "consumer_background_thread", "kafka-admin-client", "kafka-coordinator-heartbeat");
    private static final Duration SAMPLE = Duration.ofMillis(250);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> first = new HashMap<>();
    private final Map<Long, Long> last = new HashMap<>();

    private ClientThreads() {}

    /** Watches for a while, threads that come and go included; returns processor time by time. */
    static double shareOfACore(Duration time) throws InterruptedException {
        ClientThreads clients = new ClientThreads();
        clients.sample(true);
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(SAMPLE)) {
            Thread.sleep(SAMPLE);
            clients.sample(false);
        }
        return (double) clients.nanoseconds() / time.toNanos();
    }

    private void sample(boolean atTheStart) {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (Objects.nonNull(thread) && NAMES.stream().anyMatch(thread.getThreadName()::startsWith)) {
                long cpu = threads.getThreadCpuTime(thread.getThreadId());
                first.putIfAbsent(thread.getThreadId(), atTheStart ? cpu : 0);
                last.merge(thread.getThreadId(), cpu, Math::max);
            }
        }
    }

    private long nanoseconds() {
        return last.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - first.getOrDefault(entry.getKey(), 0L))
                .sum();
    }
}
