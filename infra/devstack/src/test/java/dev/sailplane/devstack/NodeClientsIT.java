package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JavaScript clients of OpenAI and Replicate, and the receivers' library of Standard Webhooks, unchanged. */
@ExtendWith(SharedStack.class)
class NodeClientsIT {
    private static final String TO_INSTALL =
            "these tests need node " + NodeClients.NODE + " or newer and npm on the PATH: install Node.js to run them";

    private static @Nullable NodeClients clients;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Optional<Integer> version = NodeClients.installedNode();
        assumeTrue(version.isPresent() && version.get() >= NodeClients.NODE, TO_INSTALL);
        clients = NodeClients.install();
    }

    @TestFactory
    Stream<DynamicTest> openai(RunningStack stack) throws IOException, InterruptedException {
        return tests("openai.test.mjs", stack);
    }

    @TestFactory
    Stream<DynamicTest> replicate(RunningStack stack) throws IOException, InterruptedException {
        return tests("replicate.test.mjs", stack);
    }

    @TestFactory
    Stream<DynamicTest> webhooks(RunningStack stack) throws IOException, InterruptedException {
        return tests("webhooks.test.mjs", stack);
    }

    private static Stream<DynamicTest> tests(String file, RunningStack stack) throws IOException, InterruptedException {
        List<NodeClients.Outcome> outcomes = Objects.requireNonNull(clients)
                .run(
                        file,
                        Map.of(
                                "SAILPLANE_URL",
                                stack.processes().apiAddress().toString(),
                                "SAILPLANE_MODEL",
                                RunningStack.MODEL));
        assertThat(outcomes).as(file).isNotEmpty();
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.name(),
                        () -> assertThat(outcome.failure()).as(outcome.name()).isEmpty()));
    }
}
