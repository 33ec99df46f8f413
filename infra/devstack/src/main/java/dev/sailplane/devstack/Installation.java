package dev.sailplane.devstack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where the built parts of Sailplane lie, and how each is run as a process of its own with a class path of its own.
 *
 * @param home the checkout
 * @param models folders of model directories, the first with a model of the name wins
 */
public record Installation(Path home, List<Path> models) {
    private static final List<String> EVERY_JVM =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    private static final String SERVICE_JAR = "target/quarkus-app/quarkus-run.jar";
    private static final List<String> SMALL_JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    public Installation {
        models = List.copyOf(models);
    }

    /**
     * The installation that the launcher names in the system property {@code sailplane.home}.
     *
     * @param ownModels folder of the user's models; it need not exist
     */
    public static Installation ofSystemProperties(Path ownModels) {
        String home = System.getProperty("sailplane.home");
        if (home == null) {
            throw new DevStackException("sailplane.home is not set; start Sailplane with ./sailplane");
        }
        return new Installation(Path.of(home), List.of(ownModels, Path.of(home, "worker", "models")));
    }

    /** @param settings of the broker, on top of its own */
    List<String> kafka(Path directory, int port, int controllerPort, Map<String, String> settings) {
        List<String> command = java(SMALL_JVM, backbone("kafka/*"));
        command.add("dev.sailplane.backbone.KafkaBroker");
        command.addAll(List.of(directory.toString(), Integer.toString(port), Integer.toString(controllerPort)));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }

    /** Prints what a topic holds and ends. */
    List<String> topicPrinter(String kafka, String topic) {
        List<String> command = java(SMALL_JVM, backbone("kafka/*"));
        command.addAll(List.of("dev.sailplane.backbone.TopicPrinter", kafka, topic));
        return command;
    }

    List<String> s3(Path properties) {
        List<String> command = java(SMALL_JVM, backbone("s3/*"));
        command.addAll(List.of("org.gaul.s3proxy.Main", "--properties", properties.toString()));
        return command;
    }

    /** @throws UncheckedIOException when the models' folders cannot be read */
    List<String> api() {
        List<String> flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx512m"));
        OwnModels.catalogue(models).forEach((name, value) -> flags.add("-D%s=%s".formatted(name, value)));
        return quarkus(flags, home.resolve("api/service"));
    }

    List<String> worker() {
        return quarkus(List.of(), home.resolve("worker/service"));
    }

    /** @throws DevStackException when API or worker is not built */
    void requireServices() {
        for (String module : List.of("api/service", "worker/service")) {
            Path jar = home.resolve(module).resolve(SERVICE_JAR);
            if (!Files.exists(jar)) {
                throw new DevStackException(jar + " is missing; build Sailplane with ./mvnw package");
            }
        }
    }

    private List<String> quarkus(List<String> flags, Path module) {
        Path jar = module.resolve(SERVICE_JAR);
        List<String> ownFlags = new ArrayList<>(flags);
        ownFlags.addAll(opens(jar));
        List<String> command = java(ownFlags, jar.toString());
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        return command;
    }

    // With -jar the manifest would open these packages; run through the leash, the jar is on the class path.
    private static List<String> opens(Path jar) {
        if (!Files.exists(jar)) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String opened = file.getManifest().getMainAttributes().getValue("Add-Opens");
            return opened == null
                    ? List.of()
                    : Stream.of(opened.split(" ", -1))
                            .map(open -> "--add-opens=" + open + "=ALL-UNNAMED")
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + jar, unreadable);
        }
    }

    private String backbone(String libraries) {
        return home.resolve("infra/backbone/target/" + libraries).toString();
    }

    private List<String> java(List<String> flags, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(EVERY_JVM);
        command.addAll(flags);
        command.add("-cp");
        command.add(backbone("classes") + File.pathSeparator + classPath);
        command.add("dev.sailplane.backbone.Leash");
        return command;
    }
}
