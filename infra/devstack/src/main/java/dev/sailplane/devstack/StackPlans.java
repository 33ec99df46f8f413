package dev.sailplane.devstack;

import dev.sailplane.devstack.StackProcess.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each process of a stack is started with. Addresses are chosen once, so that a process that is started again is
 * found where it was.
 */
final class StackPlans {
    static final String BUCKET = "sailplane";
    static final String REGION = "us-east-1";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_API_PORT = 8080;

    private record ServicePorts(int http, int management) {}

    private final Installation installation;
    private final DataDirectory data;
    private final StackOptions options;
    private final int kafkaPort;
    private final int kafkaControllerPort;
    private final int s3Port;
    private final List<Integer> apiPorts;
    private final List<Integer> workerPorts;
    // Of the APIs, then of the workers.
    private final List<Integer> managementPorts;

    StackPlans(Installation installation, DataDirectory data, StackOptions options) {
        this.installation = installation;
        this.data = data;
        this.options = options;
        // Drawn together: of two draws the second may bring a port of the first again.
        List<Integer> free = Ports.free(3 + 2 * (options.apis() + options.workers()));
        StackOptions.WantedPorts wanted = options.ports();
        this.kafkaPort = wanted.kafka() == 0 ? free.get(0) : Ports.exactly(wanted.kafka());
        this.kafkaControllerPort = free.get(1);
        this.s3Port = wanted.s3() == 0 ? free.get(2) : Ports.exactly(wanted.s3());
        List<Integer> apis = new ArrayList<>(free.subList(3, 3 + options.apis()));
        apis.set(
                0, wanted.api() == 0 ? Ports.preferably(USUAL_API_PORT, apis.getFirst()) : Ports.exactly(wanted.api()));
        this.apiPorts = List.copyOf(apis);
        int services = options.apis() + options.workers();
        this.workerPorts = free.subList(3 + options.apis(), 3 + services);
        this.managementPorts = free.subList(3 + services, free.size());
    }

    /** Where the API processes listen, one each; the first is what callers are told. */
    List<URI> apiAddresses() {
        return apiPorts.stream().map(StackPlans::address).toList();
    }

    /** Where the API processes tell of their health, their metrics and the work of the fleet. */
    List<URI> managementAddresses() {
        return managementPorts.stream()
                .limit(apiPorts.size())
                .map(StackPlans::address)
                .toList();
    }

    private URI publicAddress() {
        return address(apiPorts.getFirst());
    }

    URI s3Address() {
        return address(s3Port);
    }

    Plan kafka() {
        return plan(
                "kafka",
                installation.kafka(
                        data.kafka(),
                        kafkaPort,
                        kafkaControllerPort,
                        options.tuning().broker()),
                Map.of(),
                Readiness.pidIn(data.kafka().resolve("ready")));
    }

    /** A folder of the base directory is a bucket. */
    Plan s3() throws IOException {
        Files.createDirectories(data.s3().resolve(BUCKET));
        Path properties = data.s3Properties();
        PrivateFiles.write(properties, """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(
                        address(s3Port),
                        data.credentials().accessKey(),
                        data.credentials().secretKey(),
                        data.s3()));
        // Without a signature it answers 403, which is as good a sign of life as any.
        return plan("s3", installation.s3(properties), Map.of(), Readiness.answers(address(s3Port), 499));
    }

    Stream<Plan> apis() {
        return IntStream.range(0, apiPorts.size()).mapToObj(this::api);
    }

    private Plan api(int index) {
        String name = index == 0 ? "api" : "api-" + (index + 1);
        return service(
                name,
                new ServicePorts(apiPorts.get(index), managementPorts.get(index)),
                installation.api(),
                options.tuning().apis());
    }

    Stream<Plan> workers() {
        return IntStream.rangeClosed(1, options.workers()).mapToObj(this::worker);
    }

    private Plan worker(int number) {
        String name = "worker-" + number;
        Map<String, String> settings = new HashMap<>();
        settings.put("SAILPLANE_WORKER_NAME", name);
        if (System.getenv("SAILPLANE_THREADS") == null) {
            settings.put("SAILPLANE_THREADS", Integer.toString(threads()));
        }
        settings.putAll(options.tuning().workers());
        return service(
                name,
                new ServicePorts(workerPorts.get(number - 1), managementPorts.get(options.apis() + number - 1)),
                installation.worker(),
                settings);
    }

    // Workers that share the cores must not wait for each other's: a step then takes several times as long.
    private int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / options.workers());
    }

    /** Where Kafka listens, as its clients are told. */
    String kafkaAddress() {
        return LOOPBACK + ":" + kafkaPort;
    }

    /** What a service must be told to work with this stack's broker and bucket. */
    Map<String, String> serviceEnvironment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafkaAddress(),
                "S3_ENDPOINT",
                address(s3Port).toString(),
                "S3_BUCKET",
                BUCKET,
                "S3_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                data.credentials().accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                data.credentials().secretKey(),
                "SAILPLANE_MODELS",
                installation.models().stream().map(Path::toString).collect(Collectors.joining(",")),
                "SAILPLANE_WEBHOOK_SECRET",
                data.credentials().webhookSecret(),
                "SAILPLANE_WEBHOOKS_ALLOWED_HOSTS",
                "127.0.0.1,localhost");
    }

    private Plan service(String name, ServicePorts ports, List<String> command, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(serviceEnvironment());
        environment.put("QUARKUS_HTTP_HOST", LOOPBACK);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.http()));
        environment.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
        environment.put("SAILPLANE_PUBLIC_URL", publicAddress().toString());
        environment.putAll(settings);
        URI health = address(ports.management()).resolve("/q/health/ready");
        return plan(name, command, environment, Readiness.answers(health, 299));
    }

    private Plan plan(String name, List<String> command, Map<String, String> environment, Readiness readiness) {
        return new Plan(name, command, environment, data.logs().resolve(name + ".log"), readiness);
    }

    private static URI address(int port) {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }
}
