package dev.sailplane.images;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An image's Dockerfile, as far as ours go: no escapes but continued lines, no here-documents.
 *
 * @param image its folder
 * @param text all of it
 * @param stages in their order
 */
record Dockerfile(String image, String text, List<Stage> stages) {
    static final Path REPOSITORY = Path.of("..", "..");

    private static final Pattern INSTRUCTION = Pattern.compile("(?<keyword>[A-Z]+)\\s+(?<arguments>.*)");
    private static final Pattern FROM = Pattern.compile("(?<base>\\S+)(\\s+AS\\s+(?<name>\\S+))?");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S*)");

    /** One instruction; continued lines are one. */
    record Instruction(String keyword, String arguments) {
        /** Of {@code COPY}: where from, which files, where to. */
        Copy copy() {
            List<String> words = Arrays.asList(arguments.split("\\s+", -1));
            List<String> paths =
                    words.stream().filter(word -> !word.startsWith("--")).toList();
            Optional<String> stage = words.stream()
                    .filter(word -> word.startsWith("--from="))
                    .map(word -> word.substring("--from=".length()))
                    .findFirst();
            return new Copy(stage, paths.subList(0, paths.size() - 1), paths.getLast());
        }
    }

    record Copy(Optional<String> stage, List<String> sources, String target) {}

    record Stage(String base, Optional<String> name, List<Instruction> instructions) {
        Stream<Instruction> all(String keyword) {
            return instructions.stream()
                    .filter(instruction -> instruction.keyword().equals(keyword));
        }
    }

    /** Those in folders beside this module's. */
    static List<Dockerfile> all() {
        return Stream.of("api", "worker-cpu", "worker-cuda").map(Dockerfile::of).toList();
    }

    static Dockerfile of(String image) {
        try {
            String text = Files.readString(Path.of(image, "Dockerfile"));
            return new Dockerfile(image, text, parse(text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Stage> parse(String text) {
        String joined = text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
        List<Stage> stages = new ArrayList<>();
        joined.replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    MatchResult instruction = match(INSTRUCTION, line);
                    String arguments = instruction.group("arguments");
                    if (instruction.group("keyword").equals("FROM")) {
                        MatchResult from = match(FROM, arguments);
                        stages.add(new Stage(
                                from.group("base"), Optional.ofNullable(from.group("name")), new ArrayList<>()));
                    } else {
                        stages.getLast().instructions().add(new Instruction(instruction.group("keyword"), arguments));
                    }
                });
        return stages;
    }

    private static MatchResult match(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError("not understood: " + text);
        }
        return matcher.toMatchResult();
    }

    Optional<Stage> stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(Optional.of(name)))
                .findFirst();
    }

    /** What the image consists of: the stages that the last one is built upon, and itself. */
    List<Stage> layers() {
        List<Stage> layers = new ArrayList<>(List.of(stages.getLast()));
        while (stage(layers.getFirst().base()).isPresent()) {
            layers.addFirst(stage(layers.getFirst().base()).orElseThrow());
        }
        return layers;
    }

    /** The image's instructions of this kind. */
    List<Instruction> all(String keyword) {
        return layers().stream().flatMap(stage -> stage.all(keyword)).toList();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        all("ENV")
                .forEach(instruction -> VARIABLE.matcher(instruction.arguments())
                        .results()
                        .forEach(variable -> environment.put(variable.group(1), variable.group(2))));
        return environment;
    }

    /** Only the form that needs no shell is understood. */
    List<String> entrypoint() {
        try {
            return new JsonMapper().readValue(all("ENTRYPOINT").getLast().arguments(), new TypeReference<>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return image;
    }
}
