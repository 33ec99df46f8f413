package dev.sailplane.diffusion.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.Golden;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static final boolean KEEP = true;
    private static final boolean EDIT = false;

    @Test
    void repeatsPixelsWhenEnlarged() {
        Mask mask = new Mask(2, 1, new boolean[] {KEEP, EDIT}).resized(4, 2);

        assertThat(mask.keep()).containsExactly(KEEP, KEEP, EDIT, EDIT, KEEP, KEEP, EDIT, EDIT);
    }

    @Test
    void isEnlargedAsTheReferenceDoes() {
        try (Golden golden = Golden.open("ops")) {
            float[] small = golden.floats("nearest_mask.in");
            boolean[] keep = new boolean[small.length];
            for (int i = 0; i < keep.length; i++) {
                keep[i] = small[i] != 0;
            }

            assertThat(new Mask(5, 5, keep).resized(20, 20).tensor().values())
                    .containsExactly(golden.floats("nearest_mask.out4x"));
        }
    }

    @Test
    void keepsAPixelOnlyIfAllUnderItAreKept() {
        Mask mask = new Mask(4, 1, new boolean[] {KEEP, KEEP, KEEP, EDIT}).resized(2, 1);

        assertThat(mask.keep()).containsExactly(KEEP, EDIT);
    }

    @Test
    void countsPixelsThatAreCutByTheNewGrid() {
        Mask mask = new Mask(3, 1, new boolean[] {KEEP, EDIT, KEEP}).resized(2, 1);

        assertThat(mask.keep()).containsExactly(EDIT, EDIT);
    }

    @Test
    void isOneWhereKept() {
        assertThat(new Mask(2, 1, new boolean[] {KEEP, EDIT}).tensor().values()).containsExactly(1, 0);
    }

    @Test
    void rejectsAWrongNumberOfValues() {
        assertThatThrownBy(() -> new Mask(2, 2, new boolean[3])).isInstanceOf(IllegalArgumentException.class);
    }
}
