package dev.sailplane.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.training.inspection.Inspector;
import dev.sailplane.training.inspection.Nouns;
import dev.sailplane.training.inspection.PixelRules;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.SpriteCatalogue;
import dev.sailplane.training.scene.SpriteImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationTest {
    private static final SpriteCatalogue SPRITES = SpriteCatalogue.inTheBox();
    private static final Nouns NOUNS = new Nouns(SPRITES);

    @ParameterizedTest
    @EnumSource(names = {"SEEN", "UNSEEN"}) // under other prompts, penguins remain penguins
    void theInspectorInTheBoxTellsTrueRendersFromOthers(PromptSet set) {
        SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
        ComputeSettings cpu = new ComputeSettings("cpu", Precision.FP32, 1);
        try (Inspector inspector = Inspector.inTheBox(new PixelRules(renderer), NOUNS, cpu)) {
            Evaluation evaluation = new Evaluation(
                    set.scenes(SPRITES, 100), set.reference(SPRITES, 100), 64, renderer, inspector, NOUNS);
            PromptScores truth = evaluation.trueRenders().scores();
            PromptScores shuffled = evaluation.shuffledPrompts().scores();
            assertThat(truth.means().get(Attribute.NOUN)).isGreaterThan(0.5);
            assertThat(truth.means().get(Attribute.WHOLE_PROMPT)).isGreaterThan(0.4);
            assertThat(shuffled.means().get(Attribute.NOUN)).isLessThan(0.1);
            assertThat(shuffled.means().get(Attribute.WHOLE_PROMPT)).isLessThan(0.05);
        }
    }
}
