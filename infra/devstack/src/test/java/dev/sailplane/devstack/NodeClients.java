package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The tests by JavaScript clients, run by node in a copy of their folder.
 *
 * @param folder the copy
 */
record NodeClients(Path folder) {
    /** The oldest major version of node that has all the tests need. */
    static final int NODE = 20;

    private static final Path SOURCE = Path.of("src", "test", "clients");
    private static final Duration QUESTION = Duration.ofSeconds(30);
    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(15);

    /**
     * What one test came to.
     *
     * @param failure empty if it passed
     */
    record Outcome(String name, Optional<String> failure) {}

    /** The major version of the node on the path; empty if node or npm is missing. */
    static Optional<Integer> installedNode() throws InterruptedException {
        try {
            run(Path.of("."), QUESTION, Map.of(), "npm", "--version");
            String version =
                    run(Path.of("."), QUESTION, Map.of(), "node", "--version").output();
            return Optional.of(Integer.valueOf(version.strip().replaceFirst("v(\\d+).*", "$1")));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** Copies the tests and installs exactly the clients of the lock file. */
    static NodeClients install() throws IOException, InterruptedException {
        Path copy = Files.createDirectories(Path.of("target", "clients"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Finished installation = run(copy, INSTALLATION, Map.of(), "npm", "ci");
        assertThat(installation.status()).as(installation.output()).isZero();
        return new NodeClients(copy);
    }

    /** Runs one file of tests against a stack. */
    List<Outcome> run(String file, Map<String, String> environment) throws IOException, InterruptedException {
        Path report = folder.resolve(file + ".xml");
        Files.deleteIfExists(report);
        Finished tests = run(
                folder,
                RUN,
                environment,
                "node",
                "--test",
                "--test-reporter=junit",
                "--test-reporter-destination=" + report.getFileName(),
                file);
        assertThat(report).as(tests.output()).exists();
        List<Outcome> outcomes = outcomes(report);
        boolean reported =
                outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent());
        assertThat(tests.status() == 0 || reported).as(tests.output()).isTrue();
        return outcomes;
    }

    private static List<Outcome> outcomes(Path report) throws IOException {
        try {
            NodeList cases = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            return IntStream.range(0, cases.getLength())
                    .mapToObj(index -> outcome((Element) cases.item(index)))
                    .toList();
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IOException("no report: " + Files.readString(report), malformed);
        }
    }

    private static Outcome outcome(Element test) {
        NodeList failures = test.getElementsByTagName("failure");
        return new Outcome(
                test.getAttribute("name"),
                failures.getLength() == 0
                        ? Optional.empty()
                        : Optional.of(failures.item(0).getTextContent()));
    }

    private record Finished(int status, String output) {}

    private static Finished run(Path folder, Duration limit, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("node-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            // Colours are no XML.
            builder.environment().put("NO_COLOR", "1");
            Process process = builder.start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(command[0] + " still runs after " + limit + ": " + Files.readString(output));
            }
            return new Finished(process.exitValue(), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
