package dev.sailplane.training.run;

import dev.sailplane.diffusion.network.ComputeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What decides the weights of a run, as texts by name: kept in its state, so that it is not gone on with otherwise.
 *
 * @param binding with another one it would be another run
 * @param course with another one it takes another way from here on
 * @param exactness with another one the weights differ in their last bits
 */
record RunFacts(Map<String, String> binding, Map<String, String> course, Map<String, String> exactness) {
    RunFacts {
        binding = Map.copyOf(binding);
        course = Map.copyOf(course);
        exactness = Map.copyOf(exactness);
    }

    static RunFacts of(TrainingRun.Task task, TrainingSettings settings) {
        Map<String, String> binding = new LinkedHashMap<>();
        binding.put("batch", Integer.toString(settings.batch()));
        binding.put("accumulate", Integer.toString(settings.accumulate()));
        binding.put("learning rate", Double.toString(settings.learningRate()));
        binding.put("warm-up", Integer.toString(settings.warmUp()));
        binding.put("average's decay", Double.toString(settings.averageDecay()));
        binding.put("caption dropout", Double.toString(settings.captionDropout()));
        binding.put("weight limit", Double.toString(settings.weighting().limit()));
        binding.put("levels", settings.density().toString());
        binding.put("seed", Long.toString(settings.seed()));
        binding.put("network", task.lesson().toString());
        binding.put("data", task.examples().identity());
        binding.put("start", task.start());
        binding.put("precision", task.compute().precision().toString());
        Map<String, String> course = Map.of("steps", Integer.toString(settings.steps()));
        Map<String, String> exactness = Map.of("device", task.compute().device(), "threads", threads(task.compute()));
        return new RunFacts(binding, course, exactness);
    }

    private static String threads(ComputeSettings compute) {
        return compute.threads() > 0
                ? Integer.toString(compute.threads())
                : "one for each of %d cores".formatted(Runtime.getRuntime().availableProcessors());
    }

    /** Whether the first weights were random. */
    boolean fromNothing() {
        return TrainingRun.Task.NOTHING.equals(binding.get("start"));
    }

    /** All of them. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(binding);
        all.putAll(course);
        all.putAll(exactness);
        return all;
    }

    /**
     * Compares with what a state says. One that does not say all of it is another run's.
     *
     * @throws IllegalArgumentException when it is the state of another run
     */
    void requireSame(Path state, Map<String, String> before) {
        Map<String, String> said = new HashMap<>();
        binding.keySet().forEach(name -> said.put(name, before.getOrDefault(name, "unknown")));
        differences(binding, said).stream().findFirst().ifPresent(difference -> {
            throw new IllegalArgumentException(
                    "%s was begun with %s; train into another folder".formatted(state, difference));
        });
    }

    /** Why the weights will not be equal to the bit to those of a run that was never stopped: none if they will. */
    List<String> deviations(Map<String, String> before) {
        return Stream.of(
                        deviation(
                                course, before, "from here on the learning rate falls as if it had been so all along"),
                        deviation(
                                exactness,
                                before,
                                "the weights will differ in their last bits from those of a run in one go"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> deviation(Map<String, String> facts, Map<String, String> before, String meaning) {
        List<String> differences = differences(facts, before);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("begun with %s: %s".formatted(String.join("; ", differences), meaning));
    }

    private static List<String> differences(Map<String, String> facts, Map<String, String> before) {
        List<String> differences = new ArrayList<>();
        facts.forEach((name, now) -> {
            String then = before.getOrDefault(name, now);
            if (!then.equals(now)) {
                differences.add("%s %s, not %s".formatted(name, then, now));
            }
        });
        return differences;
    }
}
