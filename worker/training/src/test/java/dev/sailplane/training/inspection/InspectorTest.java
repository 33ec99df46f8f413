package dev.sailplane.training.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.training.scene.HoldOut;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneGrammar;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.Shape;
import dev.sailplane.training.scene.SpriteCatalogue;
import dev.sailplane.training.scene.SpriteImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
    private static final ComputeSettings CPU = new ComputeSettings("cpu", Precision.FP32, 1);
    private static final SpriteCatalogue SPRITES = SpriteCatalogue.inTheBox();
    private static final Nouns NOUNS = new Nouns(SPRITES);

    @TempDir
    Path folder;

    private Path trained(String name, int steps, long seed) throws IOException {
        Path file = folder.resolve(name);
        InspectorTraining.Settings settings = new InspectorTraining.Settings(steps, 8, 1e-3, seed);
        try (InspectorTraining training = new InspectorTraining(settings, CPU)) {
            while (!training.over()) {
                assertThat(training.step()).isBetween(0.0, 20.0);
            }
            training.save(file);
        }
        return file;
    }

    @Test
    void saysWhereObjectsAreAndHowMuchLikeEachNoun() throws IOException {
        SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
        Scene scene = new SceneGrammar(SPRITES, HoldOut.INCLUDED).scene(3);
        try (Inspector inspector = Inspector.open(trained("a", 2, 1), new PixelRules(renderer), NOUNS, CPU)) {
            Inspection inspection = inspector.inspect(renderer.render(scene, 96));
            assertThat(inspection.objects())
                    .hasSameSizeAs(scene.objects())
                    .allSatisfy(seen -> assertThat(seen.nounScores()).hasSize(139));
            assertThat(inspection.features()).hasSize(128);
        }
    }

    @Test
    void aSeedMakesOneInspector() throws IOException {
        Path one = trained("a", 2, 1);
        assertThat(one).hasSameBinaryContentAs(trained("b", 2, 1));
        assertThat(trained("c", 2, 2)).matches(other -> !sameBytes(one, other));
        assertThat(one.toFile().length()).isLessThan(3_000_000);
    }

    private static boolean sameBytes(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void nounsAreAllThatCaptionsName() {
        assertThat(NOUNS.count()).isEqualTo(SPRITES.nouns().size() + Shape.values().length);
        assertThat(NOUNS.label("hexagon")).isEqualTo(NOUNS.count() - 1);
        assertThatThrownBy(() -> NOUNS.label("nothing")).hasMessageContaining("no caption names a nothing");
    }

    @Test
    void refusesSettingsOfNoUse() {
        assertThatThrownBy(() -> new InspectorTraining.Settings(0, 1, 1e-3, 0)).hasMessageContaining("steps must be");
        assertThatThrownBy(() -> new InspectorTraining.Settings(1, 1, 0, 0)).hasMessageContaining("learning rate");
    }
}
