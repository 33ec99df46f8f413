package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.class)
class PathIT {
    @Test
    void aPromptBecomesPicturesAndASignedWebhook(RunningStack stack) throws IOException, InterruptedException {
        Prediction ordered = stack.submit("a black ring on a white background", input -> input.put("num_outputs", 2));
        Prediction finished = stack.awaitSuccess(ordered);
        assertThat(finished.progress()).isEqualTo(1);
        assertThat(finished.output()).hasSize(2).allSatisfy(address -> {
            BufferedImage picture = TestPictures.decode(stack.client().fetch(address));
            assertThat(picture.getWidth()).isEqualTo(RunningStack.SIDE);
            assertThat(picture.getHeight()).isEqualTo(RunningStack.SIDE);
        });
    }

    @Test
    void anEditDrawsTheMarkedPartAnewAndKeepsTheRest(RunningStack stack) throws IOException, InterruptedException {
        Prediction ordered = stack.submit(
                "a red circle on a white background",
                input -> input.put("image", TestPictures.plain(RunningStack.SIDE, Color.BLUE))
                        .put("mask", TestPictures.halves(RunningStack.SIDE, Color.WHITE, Color.BLACK))
                        .put("mask_source", "white"));
        Prediction finished = stack.awaitSuccess(ordered);
        BufferedImage picture =
                TestPictures.decode(stack.client().fetch(finished.output().getFirst()));
        assertThat(TestPictures.blueness(picture, 96)).as("kept half").isGreaterThan(0.9);
        assertThat(TestPictures.blueness(picture, 32)).as("half drawn anew").isLessThan(0.9);
    }
}
