package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void aPictureIsNamedAfterPromptAndSeed() {
        assertThat(Pictures.names("A black ring, on white!", 7, 1)).containsExactly("a-black-ring-on-white-7.png");
    }

    @Test
    void severalPicturesAreNumbered() {
        assertThat(Pictures.names("Ring", 7, 2)).containsExactly("ring-7-0.png", "ring-7-1.png");
    }

    @Test
    void aPromptWithoutLatinLettersStillHasAName() {
        assertThat(Pictures.names("圆环", 7, 1)).containsExactly("picture-7.png");
    }
}
