package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sailplane up}: a stack that runs until it is told to stop. */
@Command(name = "up", description = "Runs Kafka, S3, APIs and workers on this machine until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final StackArguments arguments = new StackArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--model",
            paramLabel = "OWNER/NAME",
            description = "The model the workers load first. Default: ${DEFAULT-VALUE}.")
    private String model = Terminal.BOX_MODEL;

    @Option(
            names = "--backbone",
            description =
                    "Kafka and S3 alone; prints the environment for services that are run by hand. It holds secrets.")
    private boolean backboneAlone;

    @Option(
            names = "--elastic",
            description =
                    "Workers come and go with the work: none without any, up to --workers. One for 20 device-seconds.")
    private boolean elastic;

    @Override
    public Integer call() throws InterruptedException {
        try (DevStack stack = DevStack.on(arguments.installation(), arguments.options(model), Terminal::say)) {
            if (backboneAlone) {
                stack.startBackbone();
                print(stack.serviceEnvironment());
            } else {
                Terminal.say("starting Kafka, S3, " + arguments.services() + " ...");
                if (elastic) {
                    stack.startElastic(ElasticWorkers.Rule.USUAL);
                } else {
                    stack.start();
                }
                greet(stack);
            }
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private static void print(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
    }

    private static String replicas(DevStack stack) {
        return stack.apiAddresses().stream()
                .map(address -> address + "/v1/predictions")
                .collect(Collectors.joining(System.lineSeparator() + " ".repeat(11)));
    }

    private void greet(DevStack stack) {
        System.out.println("""
                Sailplane is up. Ctrl-C stops it; the next start on the same data goes on.

                  API      %4$s
                  health   %5$s/q/health
                  work     %5$s/fleet
                  data     %2$s (logs in logs/)

                Try it:
                  curl -s %1$s/v1/models/%3$s/predictions -H 'Content-Type: application/json' \\
                    -d '{"input": {"prompt": "a black ring on a white background", "seed": 7}}'
                  ./sailplane generate "a black ring on a white background" --url %1$s
                """.formatted(
                        stack.apiAddress(),
                        arguments.data(),
                        model,
                        replicas(stack),
                        stack.managementAddresses().getFirst()));
    }
}
