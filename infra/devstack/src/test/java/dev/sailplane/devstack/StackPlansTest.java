package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StackPlansTest {
    @TempDir
    private Path folder;

    @Test
    void apisListenOnPortsOfTheirOwnAndAllTellCallersTheAddressOfTheFirst() {
        try (DataDirectory data = DataDirectory.take(folder)) {
            StackPlans plans = plans(data, StackOptions.on(folder).withApis(3));
            List<URI> addresses = plans.apiAddresses();
            List<StackProcess.Plan> apis = plans.apis().toList();

            assertThat(addresses).hasSize(3).doesNotHaveDuplicates();
            assertThat(apis).extracting(StackProcess.Plan::name).containsExactly("api", "api-2", "api-3");
            assertThat(apis)
                    .extracting(api -> api.environment().get("QUARKUS_HTTP_PORT"))
                    .containsExactlyElementsOf(addresses.stream()
                            .map(address -> Integer.toString(address.getPort()))
                            .toList());
            assertThat(Stream.concat(apis.stream(), plans.workers())
                            .flatMap(service -> Stream.of("QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT")
                                    .map(port -> service.environment().get(port))))
                    .doesNotHaveDuplicates();
            assertThat(apis)
                    .extracting(api -> api.environment().get("SAILPLANE_PUBLIC_URL"))
                    .containsOnly(addresses.getFirst().toString());
        }
    }

    @Test
    void aStackMayBeWithoutWorkers() {
        try (DataDirectory data = DataDirectory.take(folder)) {
            assertThat(plans(data, StackOptions.on(folder).withWorkers(0)).workers())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "up, --apis, 0, 1",
        "up, --workers, -1, 0",
        "up, --apis, 65, 1",
        "demo, --workers, 0, 1",
    })
    void aCountOutOfRangeIsRefusedByTheNameOfItsOption(String command, String option, String count, int least) {
        StringWriter said = new StringWriter();
        CommandLine line = command.equals("up") ? new CommandLine(new UpCommand()) : new CommandLine(new DemoCommand());
        List<String> arguments = new ArrayList<>(List.of("--data", folder.toString(), option, count));
        if (command.equals("demo")) {
            arguments.add("a ring");
        }

        int status = line.setErr(new PrintWriter(said)).execute(arguments.toArray(String[]::new));

        assertThat(status).isEqualTo(2);
        assertThat(said.toString()).contains("%s is %d to 64, not %s".formatted(option, least, count));
    }

    private StackPlans plans(DataDirectory data, StackOptions options) {
        return new StackPlans(new Installation(folder, List.of(folder)), data, options);
    }
}
