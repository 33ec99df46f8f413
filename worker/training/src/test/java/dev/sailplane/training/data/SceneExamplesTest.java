package dev.sailplane.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.training.scene.HoldOut;
import dev.sailplane.training.scene.SpriteCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A state is not gone on with other scenes: what they are of is part of it. */
class SceneExamplesTest {
    private static final SpriteCatalogue ALL = SpriteCatalogue.inTheBox();
    private static final SpriteCatalogue TWO = ALL.only(List.of("cat", "apple"));

    private static String identity(SpriteCatalogue sprites) {
        return new SceneExamples(1, HoldOut.EXCLUDED, sprites).identity();
    }

    @Test
    void scenesOfOtherStickersAreOthers() {
        assertThat(identity(ALL)).isEqualTo("scenes");
        assertThat(identity(TWO)).isEqualTo("scenes of apple, cat, penguin");
        assertThat(identity(TWO.drawn("flat"))).isEqualTo("scenes of apple, cat, penguin, drawn flat");
        assertThat(identity(ALL.drawn("3d"))).isNotEqualTo(identity(ALL)).isNotEqualTo(identity(ALL.drawn("flat")));
    }
}
