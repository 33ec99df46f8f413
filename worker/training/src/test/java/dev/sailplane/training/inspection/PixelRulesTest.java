package dev.sailplane.training.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.training.scene.Background;
import dev.sailplane.training.scene.Colour;
import dev.sailplane.training.scene.Layout;
import dev.sailplane.training.scene.Placement;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.Shape;
import dev.sailplane.training.scene.SpriteImages;
import dev.sailplane.training.scene.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelRulesTest {
    private static final SceneRenderer RENDERER = new SceneRenderer(SpriteImages.inTheBox());
    private static final PixelRules RULES = new PixelRules(RENDERER);
    private static final Background.Variation VARIATION = new Background.Variation(0.4, 0.3, 0.2, 1);

    private static RgbImage picture(Placement... objects) {
        Background background = new Background.Plain(Colour.YELLOW, VARIATION);
        return RENDERER.render(new Scene(background, new Layout.Single(), List.of(objects), ""), 96);
    }

    private static Placement at(Shape shape, Colour colour, double x, double y, double size) {
        return new Placement(new Subject.Cutout(shape, colour), x, y, size, 0, false);
    }

    @Test
    void findsObjectsWithPlaceSizeAndColour() {
        PixelRules.Findings findings = RULES.look(
                picture(at(Shape.SQUARE, Colour.BLUE, 0.25, 0.3, 0.3), at(Shape.CIRCLE, Colour.RED, 0.7, 0.6, 0.5)));
        assertThat(findings.background())
                .isInstanceOfSatisfying(
                        Background.Plain.class,
                        plain -> assertThat(plain.colour()).isEqualTo(Colour.YELLOW));
        assertThat(findings.objects()).extracting(Sighting::colour).containsExactly(Colour.RED, Colour.BLUE);
        assertThat(findings.objects().getFirst()).satisfies(circle -> {
            assertThat(circle.centreX()).isBetween(0.68, 0.72);
            assertThat(circle.centreY()).isBetween(0.58, 0.62);
            assertThat(circle.extent()).isBetween(0.43, 0.53);
            assertThat(circle.crop().width()).isEqualTo(PixelRules.CROP);
        });
    }

    @Test
    void aRingIsOneObject() {
        assertThat(RULES.look(picture(at(Shape.RING, Colour.GREEN, 0.5, 0.5, 0.8)))
                        .objects())
                .hasSize(1);
    }

    @Test
    void nothingIsFoundOnAnEmptyBackground() {
        assertThat(RULES.look(picture()).objects()).isEmpty();
    }
}
