package dev.sailplane.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Kafka, S3, APIs and workers on this machine, each in a process of its own, the way they run anywhere else: they are
 * told of each other by environment variables alone. Closing it, or the end of this process, ends them all.
 *
 * @see <a href="../../../../../../../adr/0005-embedded-devstack.md">Decision 0005</a>
 */
final class DevStack implements AutoCloseable {
    private final Installation installation;
    private final DataDirectory data;
    private final StackPlans plans;
    private final StackProcess kafka;
    private final StackProcess s3;
    private final List<StackProcess> apis;
    private final List<StackProcess> workers;
    private final Consumer<String> report;
    private volatile Optional<ElasticWorkers> elastic = Optional.empty();
    private final Thread closeAtExit = new Thread(this::stop, "stop-stack");

    private DevStack(Installation installation, DataDirectory data, StackOptions options, Consumer<String> report)
            throws IOException {
        this.installation = installation;
        this.data = data;
        this.report = report;
        this.plans = new StackPlans(installation, data, options);
        Function<StackProcess.Plan, StackProcess> process =
                plan -> new StackProcess(plan, options.tuning().longestPause(), report);
        this.kafka = process.apply(plans.kafka());
        this.s3 = process.apply(plans.s3());
        this.apis = plans.apis().map(process).toList();
        this.workers = plans.workers().map(process).toList();
    }

    /**
     * Takes the data directory; starts nothing yet.
     *
     * @param report takes messages for the person at the terminal, from any thread
     * @throws DevStackException when the directory is in use
     */
    static DevStack on(Installation installation, StackOptions options, Consumer<String> report) {
        DataDirectory data = DataDirectory.take(options.data());
        try {
            return new DevStack(installation, data, options, report);
        } catch (IOException failure) {
            data.close();
            throw new UncheckedIOException("cannot prepare " + data, failure);
        } catch (RuntimeException failure) {
            data.close();
            throw failure;
        }
    }

    /**
     * Starts everything and returns once every process is ready.
     *
     * @throws DevStackException when a process does not start; {@link #close} ends the others
     */
    DevStack start() {
        return startWith(workers);
    }

    /**
     * Starts all but the workers, which come and go with the work from then on.
     *
     * @throws DevStackException when a process does not start; {@link #close} ends the others
     */
    DevStack startElastic(ElasticWorkers.Rule rule) {
        startWith(List.of());
        ElasticWorkers following = new ElasticWorkers(rule, workers, managementAddresses(), report);
        elastic = Optional.of(following);
        following.start();
        return this;
    }

    private DevStack startWith(List<StackProcess> present) {
        installation.requireServices();
        startBackbone();
        List<StackProcess> firstWorker = present.subList(0, Math.min(1, present.size()));
        together(Stream.concat(apis.stream(), firstWorker.stream()).toList(), StackProcess::start);
        together(present.subList(firstWorker.size(), present.size()), StackProcess::start);
        data.announce(plans.s3Address(), Optional.of(apiAddress()));
        return this;
    }

    /** Starts Kafka and S3 alone, for services that are run by hand. */
    DevStack startBackbone() {
        Runtime.getRuntime().addShutdownHook(closeAtExit);
        together(List.of(kafka, s3), StackProcess::start);
        data.announce(plans.s3Address(), Optional.empty());
        return this;
    }

    /** Where the first API listens: the address that callers are told, by all of them. */
    URI apiAddress() {
        return apiAddresses().getFirst();
    }

    /** Where each API listens, in the order of {@link #apis}. */
    List<URI> apiAddresses() {
        return plans.apiAddresses();
    }

    /** Where each API tells of its health, its metrics and the work of the fleet. */
    List<URI> managementAddresses() {
        return plans.managementAddresses();
    }

    /** Where Kafka listens. */
    String kafkaAddress() {
        return plans.kafkaAddress();
    }

    /** Where the S3 server listens. */
    URI s3Address() {
        return plans.s3Address();
    }

    /** What a service is told, by the names of its environment variables. Holds secrets. */
    Map<String, String> serviceEnvironment() {
        return plans.serviceEnvironment();
    }

    Credentials credentials() {
        return data.credentials();
    }

    StackProcess kafka() {
        return kafka;
    }

    StackProcess s3() {
        return s3;
    }

    List<StackProcess> apis() {
        return apis;
    }

    List<StackProcess> workers() {
        return workers;
    }

    /** All processes. */
    Stream<StackProcess> members() {
        return Stream.of(List.of(kafka, s3), apis, workers).flatMap(List::stream);
    }

    /** Stops all processes, those that use others first, and frees the data directory. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook does the same as this method.
        }
        data.close();
    }

    private synchronized void stop() {
        elastic.ifPresent(ElasticWorkers::close);
        together(workers, StackProcess::stop);
        together(apis, StackProcess::stop);
        together(List.of(s3, kafka), StackProcess::stop);
    }

    /** Does something with several processes at the same time; returns when all of it is done. */
    static void together(List<StackProcess> processes, Consumer<StackProcess> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(processes.stream()
                            .map(process -> CompletableFuture.runAsync(() -> action.accept(process), threads))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof DevStackException why ? why : failure;
        }
    }
}
