package dev.sailplane.training.evaluation;

import dev.sailplane.training.inspection.Inspection;
import dev.sailplane.training.inspection.Nouns;
import dev.sailplane.training.scene.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well pictures show what their prompts say.
 *
 * @param means from 0 to 1, over the prompts that say something of an attribute; absent where none does
 */
public record PromptScores(Map<Attribute, Double> means) {
    public PromptScores {
        means = Collections.unmodifiableMap(new EnumMap<>(means));
    }

    /**
     * Scores pictures.
     *
     * @param scenes what was asked for, at least one
     * @param pictures what was found in the picture of each
     */
    public static PromptScores of(List<Scene> scenes, List<Inspection> pictures, Nouns nouns) {
        if (scenes.isEmpty() || scenes.size() != pictures.size()) {
            throw new IllegalArgumentException(
                    "%d pictures for %d prompts cannot be scored".formatted(pictures.size(), scenes.size()));
        }
        Judge judge = new Judge(nouns);
        Map<Attribute, List<Double>> marks = new EnumMap<>(Attribute.class);
        for (int i = 0; i < scenes.size(); i++) {
            judge.judge(scenes.get(i), pictures.get(i))
                    .forEach((attribute, mark) -> marks.computeIfAbsent(attribute, _ -> new ArrayList<>())
                            .add(mark));
        }
        Map<Attribute, Double> means = new EnumMap<>(Attribute.class);
        marks.forEach((attribute, values) -> means.put(
                attribute,
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return new PromptScores(means);
    }

    /** The same pictures under prompts of others: what a model scores that draws well but does not listen. */
    public static PromptScores shuffled(List<Scene> scenes, List<Inspection> pictures, Nouns nouns) {
        List<Inspection> others = new ArrayList<>(pictures);
        Collections.rotate(others, Math.max(1, others.size() / 2));
        return of(scenes, others, nouns);
    }
}
