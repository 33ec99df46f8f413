package dev.sailplane.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of the stack. Between {@link #start} and {@link #stop} it is started again, after a growing pause,
 * whenever it ends unbidden. Safe for use by several threads.
 */
final class StackProcess {
    /**
     * How a process is run.
     *
     * @param environment added to this process's own
     * @param log takes both its outputs, appended to
     */
    record Plan(String name, List<String> command, Map<String, String> environment, Path log, Readiness readiness) {}

    private static final Duration TIME_TO_START = Duration.ofMinutes(2);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final int TAIL_BYTES = 16_384;

    // Ctrl-C goes to all processes at once; ignored here, it leaves it to the parent to stop them in order.
    private static final List<String> DEAF_TO_CTRL_C = List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"");

    private final Plan plan;
    private final Duration longestPause;
    private final Consumer<String> report;
    private final Map<Integer, Integer> ends = new TreeMap<>();
    private @Nullable Process process;
    private boolean wanted;
    private int crashes;
    private Instant startedAt = Instant.EPOCH;

    /**
     * @param longestPause before it is started again
     * @param report takes one message for the person at the terminal
     */
    StackProcess(Plan plan, Duration longestPause, Consumer<String> report) {
        this.plan = plan;
        this.longestPause = longestPause;
        this.report = report;
    }

    String name() {
        return plan.name;
    }

    /**
     * Starts the process and waits until it is ready.
     *
     * @throws DevStackException when it ends or is not ready in time; the message holds the end of its log
     */
    void start() {
        Process started = spawn();
        try {
            awaitReady(started);
        } catch (InterruptedException interrupted) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new DevStackException(plan.name + " was interrupted while starting", interrupted);
        }
        watch(started);
    }

    /** Asks the process to end, insists after a while, and returns when it is gone. */
    void stop() {
        Process running = dismiss();
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process on the spot, as a power cut would; it is started again like after any crash. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Asks the process to end, as an operator does; it is started again like after any crash. */
    synchronized void terminate() {
        // By its handle: the process itself would be let off its leash at the same time, and end for that reason.
        running().ifPresent(ProcessHandle::destroy);
    }

    /** The process that runs at this moment, if one does. */
    synchronized Optional<ProcessHandle> running() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
    }

    /** Whether it runs and does its work. */
    boolean isReady() throws InterruptedException {
        Optional<ProcessHandle> running = running();
        return running.isPresent() && plan.readiness.isReady(running.get().pid());
    }

    /** How often it ended unbidden or after a blow, by exit status. */
    synchronized Map<Integer, Integer> ends() {
        return Map.copyOf(ends);
    }

    private synchronized @Nullable Process dismiss() {
        wanted = false;
        Process running = process;
        process = null;
        return running;
    }

    private synchronized Process spawn() {
        List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
        command.add(plan.name);
        command.addAll(plan.command);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log.toFile()));
        builder.environment().putAll(plan.environment);
        try {
            Process spawned = builder.start();
            process = spawned;
            wanted = true;
            startedAt = Instant.now();
            return spawned;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + plan.name, failure);
        }
    }

    private void awaitReady(Process started) throws InterruptedException {
        Instant deadline = Instant.now().plus(TIME_TO_START);
        while (!plan.readiness.isReady(started.pid())) {
            if (!started.isAlive()) {
                dismiss();
                throw new DevStackException(
                        "%s ended with status %d while starting%n%s".formatted(plan.name, started.exitValue(), tail()));
            }
            if (Instant.now().isAfter(deadline)) {
                stop();
                throw new DevStackException(
                        "%s was not ready after %d s%n%s".formatted(plan.name, TIME_TO_START.toSeconds(), tail()));
            }
            Thread.sleep(100);
        }
    }

    private void watch(Process started) {
        var _ = started.onExit().thenAccept(this::startAgain);
    }

    private synchronized void startAgain(Process ended) {
        if (!wanted || !ended.equals(process)) {
            return;
        }
        crashes = startedAt.plus(STABLE).isBefore(Instant.now()) ? 0 : crashes + 1;
        ends.merge(ended.exitValue(), 1, Integer::sum);
        Duration pause = Duration.ofSeconds(Math.min(1L << Math.min(crashes, 10), longestPause.toSeconds()));
        report.accept("%s ended with status %d and is started again in %d s%n%s"
                .formatted(plan.name, ended.exitValue(), pause.toSeconds(), tail()));
        CompletableFuture.delayedExecutor(pause.toSeconds(), TimeUnit.SECONDS).execute(() -> replace(ended));
    }

    private synchronized void replace(Process ended) {
        if (wanted && ended.equals(process)) {
            watch(spawn());
        }
    }

    private String tail() {
        try (FileChannel log = FileChannel.open(plan.log)) {
            ByteBuffer end = ByteBuffer.allocate(TAIL_BYTES);
            log.position(Math.max(0, log.size() - TAIL_BYTES));
            while (end.hasRemaining() && log.read(end) >= 0) {
                // A log may be long: only its end is read.
            }
            List<String> lines = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return "the end of " + plan.log + ":" + System.lineSeparator()
                    + String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException unreadable) {
            return "its log " + plan.log + " cannot be read";
        }
    }
}
