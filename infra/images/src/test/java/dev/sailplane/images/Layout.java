package dev.sailplane.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with what the image's {@code COPY}s bring from the repository's builds, in the image's places, and the image's own commands
 * with the folder before their paths. What comes from other stages is left out.
 *
 * @param root stands for {@code /}
 */
record Layout(Dockerfile dockerfile, Path root) {
    private static final String BUILD = "/src/";

    /** A service's build in the usual layout; the images have {@code aot-jar}, which starts by the same command. */
    static Path program(Dockerfile dockerfile) {
        String service = dockerfile.image().startsWith("worker") ? "worker" : "api";
        return Dockerfile.REPOSITORY.resolve(service + "/service/target/quarkus-app/quarkus-run.jar");
    }

    static Layout create(Dockerfile dockerfile, Path root) throws IOException {
        for (Dockerfile.Instruction instruction : dockerfile.all("COPY")) {
            Dockerfile.Copy copy = instruction.copy();
            String source = copy.sources().getFirst();
            Path target = root.resolve(copy.target().substring(1));
            if (copy.stage().isEmpty()) {
                copy(Dockerfile.REPOSITORY.resolve(source), target);
            } else if (source.startsWith(BUILD)) {
                copy(Dockerfile.REPOSITORY.resolve(source.substring(BUILD.length())), target);
            }
        }
        return new Layout(dockerfile, root);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = file.equals(source) ? target : target.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** As in the image, but for where it lies. */
    private String moved(String text) {
        return text.replace("/opt/", root + "/opt/");
    }

    List<String> entrypoint() {
        List<String> words = new ArrayList<>(
                dockerfile.entrypoint().stream().map(this::moved).toList());
        words.set(0, java().toString());
        return words;
    }

    /** The training run, as a line for a shell. The cache goes to where the image has it. */
    String training(int httpPort, int managementPort) {
        String service = dockerfile.image().startsWith("worker") ? "worker" : "api";
        return moved(dockerfile
                        .stage("training")
                        .orElseThrow()
                        .all("RUN")
                        .toList()
                        .getFirst()
                        .arguments())
                .replaceAll("HTTP_PORT=\\d+", "HTTP_PORT=" + httpPort)
                .replaceAll("MANAGEMENT_PORT=\\d+", "MANAGEMENT_PORT=" + managementPort)
                .replace(
                        "train.sh /tmp/" + service + ".aot", Path.of("train.sh").toAbsolutePath() + " " + cache());
    }

    Path cache() {
        String service = dockerfile.image().startsWith("worker") ? "worker" : "api";
        return root.resolve("opt/sailplane/" + service + ".aot");
    }

    /** The image's, and the java that runs this test first on the path. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        dockerfile.environment().forEach((name, value) -> environment.put(name, moved(value)));
        environment.put("PATH", java().getParent() + ":" + System.getenv("PATH"));
        return environment;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java");
    }

    /** Every file with its size and time of change. */
    Map<Path, String> files() throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(file, Files.size(file) + " bytes, " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }

    /** For root, who may write all the same, there is {@link #files}. */
    void forbidWriting() throws IOException {
        setWritable(false);
    }

    void allowWriting() throws IOException {
        setWritable(true);
    }

    private void setWritable(boolean writable) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.forEach(file -> file.toFile().setWritable(writable, true));
        }
    }
}
