package dev.sailplane.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.training.inspection.Inspection;
import dev.sailplane.training.inspection.Nouns;
import dev.sailplane.training.inspection.PixelRules;
import dev.sailplane.training.scene.Placement;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.SpriteCatalogue;
import dev.sailplane.training.scene.SpriteImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** True renders, judged by the pixel rules and by a classifier that knows the answer. */
class PromptScoresTest {
    private static final Nouns NOUNS = new Nouns(SpriteCatalogue.inTheBox());
    private static final List<Scene> SCENES = PromptSet.SEEN.scenes(SpriteCatalogue.inTheBox(), 400);
    private static final List<Inspection> TRUE = new ArrayList<>();

    @BeforeAll
    static void inspectTrueRenders() {
        SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
        PixelRules rules = new PixelRules(renderer);
        SCENES.forEach(scene -> TRUE.add(inspection(scene, rules.look(renderer.render(scene, 64)))));
    }

    /** Every object found is told to be what stands nearest. */
    private static Inspection inspection(Scene scene, PixelRules.Findings findings) {
        List<Inspection.Seen> seen = findings.objects().stream()
                .map(sighting -> {
                    Placement nearest = scene.objects().stream()
                            .min(Comparator.comparingDouble(object -> Math.hypot(
                                    object.centreX() - sighting.centreX(), object.centreY() - sighting.centreY())))
                            .orElseThrow();
                    float[] scores = new float[NOUNS.count()];
                    scores[NOUNS.label(nearest.subject().noun())] = 1;
                    return new Inspection.Seen(sighting, scores);
                })
                .toList();
        return new Inspection(findings.background(), seen, new float[0]);
    }

    @Test
    void trueRendersScoreHigh() {
        Map<Attribute, Double> scores = PromptScores.of(SCENES, TRUE, NOUNS).means();
        assertThat(scores.get(Attribute.BACKGROUND)).isGreaterThanOrEqualTo(0.99);
        assertThat(scores.get(Attribute.COUNT)).isGreaterThanOrEqualTo(0.95);
        assertThat(scores.get(Attribute.POSITION)).isGreaterThanOrEqualTo(0.97);
        assertThat(scores.get(Attribute.SIZE)).isGreaterThanOrEqualTo(0.99);
        assertThat(scores.get(Attribute.TINT)).isGreaterThanOrEqualTo(0.93);
        assertThat(scores.get(Attribute.WHOLE_PROMPT)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void picturesOfOtherPromptsScoreLow() {
        Map<Attribute, Double> scores =
                PromptScores.shuffled(SCENES, TRUE, NOUNS).means();
        assertThat(scores.get(Attribute.BACKGROUND)).isLessThan(0.3);
        assertThat(scores.get(Attribute.COUNT)).isLessThan(0.6);
        assertThat(scores.get(Attribute.POSITION)).isLessThan(0.15);
        assertThat(scores.get(Attribute.NOUN)).isLessThan(0.1);
        assertThat(scores.get(Attribute.TINT)).isLessThan(0.15);
        assertThat(scores.get(Attribute.WHOLE_PROMPT)).isLessThan(0.01);
    }

    @Test
    void anEmptyPictureShowsNothingOfAPrompt() {
        List<Inspection> empty = TRUE.stream()
                .map(found -> new Inspection(found.background(), List.of(), new float[0]))
                .toList();
        Map<Attribute, Double> scores = PromptScores.of(SCENES, empty, NOUNS).means();
        assertThat(scores.get(Attribute.BACKGROUND)).isGreaterThanOrEqualTo(0.99);
        scores.forEach((attribute, mean) -> assertThat(mean)
                .as(attribute.word())
                .matches(value -> attribute == Attribute.BACKGROUND || value == 0));
    }

    @Test
    void whoCannotTellNounsApartRecognisesNone() {
        Inspection.Seen indifferent =
                new Inspection.Seen(TRUE.getFirst().objects().getFirst().sighting(), new float[NOUNS.count()]);
        assertThat(indifferent.rank(0)).isEqualTo(NOUNS.count() - 1);
    }

    @Test
    void everyPromptNeedsItsPicture() {
        assertThatThrownBy(() -> PromptScores.of(SCENES, List.of(), NOUNS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 pictures for 400 prompts");
    }
}
