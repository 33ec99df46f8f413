package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Workers that come and go with the work, from none to all of a stack's: one for so many device-seconds as the APIs tell,
 * rounded up. They come at once, and go when for a while fewer were wanted. A cluster leaves this to KEDA; here it is one
 * thread, from its start to {@link #close}. While no API tells the work, the workers stay as they are.
 *
 * @see <a href="../../../../../../../adr/0019-the-fleet-follows-device-seconds.md">Decision 0019</a>
 */
final class ElasticWorkers implements AutoCloseable {
    /**
     * How they follow the work.
     *
     * @param deviceSeconds of work for which there is to be one worker
     * @param look how often the work is looked at
     * @param keep how long fewer must have been wanted before any go
     */
    record Rule(double deviceSeconds, Duration look, Duration keep) {
        static final Rule USUAL = new Rule(20, Duration.ofSeconds(2), Duration.ofMinutes(1));
    }

    private record Wish(Instant at, int workers) {}

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final Rule rule;
    private final List<StackProcess> workers;
    private final List<URI> sources;
    private final Consumer<String> report;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private final Thread thread = Thread.ofVirtual().name("elastic-workers").unstarted(this::run);
    private int running;

    /**
     * @param workers not started yet
     * @param sources where the APIs tell the work
     * @param report takes messages for the person at the terminal
     */
    ElasticWorkers(Rule rule, List<StackProcess> workers, List<URI> sources, Consumer<String> report) {
        this.rule = rule;
        this.workers = workers;
        this.sources = sources;
        this.report = report;
    }

    void start() {
        thread.start();
    }

    /** Ends the thread. Workers that run go on. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        http.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                OptionalDouble work = deviceSeconds();
                if (work.isPresent()) {
                    follow(work.getAsDouble());
                }
                Thread.sleep(rule.look);
            }
        } catch (InterruptedException stopping) {
            // That is how it ends.
        }
    }

    private void follow(double work) {
        Instant now = Instant.now();
        int wish = (int) Math.min(workers.size(), Math.ceil(work / rule.deviceSeconds));
        wishes.addLast(new Wish(now, wish));
        while (wishes.getFirst().at.isBefore(now.minus(rule.keep))) {
            wishes.removeFirst();
        }
        int wanted = wishes.stream().mapToInt(Wish::workers).max().orElse(wish);
        if (wanted == running) {
            return;
        }
        report.accept("%.1f device-seconds of work: %d to %d workers".formatted(work, running, wanted));
        try {
            if (wanted > running) {
                DevStack.together(workers.subList(running, wanted), StackProcess::start);
            } else {
                DevStack.together(workers.subList(wanted, running), StackProcess::stop);
            }
            running = wanted;
        } catch (DevStackException failure) {
            report.accept(failure.getMessage());
            DevStack.together(workers.subList(Math.min(running, wanted), workers.size()), StackProcess::stop);
            running = Math.min(running, wanted);
        }
    }

    private OptionalDouble deviceSeconds() throws InterruptedException {
        for (URI source : sources) {
            try {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(source.resolve("/fleet"))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    return OptionalDouble.of(JSON.readTree(answer.body())
                            .required("device_seconds")
                            .asDouble());
                }
            } catch (IOException unreachable) {
                // The next one may answer.
            }
        }
        return OptionalDouble.empty();
    }
}
