package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.OutputFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class NoDeviceImageEngineTest {
    private final NoDeviceImageEngine engine = new NoDeviceImageEngine();
    private final List<EngineStep> steps = new ArrayList<>();

    @Test
    void answersEveryOrderWithAsManyBlankPngs() throws IOException {
        DrawnImages drawn = draw(3);

        assertThat(drawn.pictures()).hasSize(3).extracting(Picture::format).containsOnly(OutputFormat.PNG);
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(drawn.pictures().getFirst().file()));
        assertThat(picture.getWidth()).isEqualTo(drawn.pictures().getFirst().width());
        assertThat(picture.getHeight()).isEqualTo(64);
        assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFFFFFF).isEqualTo(picture.getRGB(63, 63));
        assertThat(drawn.deviceTime()).isEqualTo(Duration.ZERO);
    }

    @Test
    void tellsOfOneStepWhichIsTheLast() {
        draw(1);

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.last()).isTrue();
            assertThat(step.fraction()).isEqualTo(1);
            assertThat(step.ahead()).isEmpty();
        });
    }

    @Test
    void isReadyForAnyModel() {
        engine.prepare("nobody/knows-it");

        assertThat(engine.draw(order("nobody/knows-it", 1), step -> {}).pictures())
                .hasSize(1);
    }

    private DrawnImages draw(int pictures) {
        return engine.draw(order("sailplane/stickers", pictures), steps::add);
    }

    private static ImageOrder order(String model, int pictures) {
        return new ImageOrder(model, TestJobs.input(pictures, Optional.empty()), Optional.empty());
    }
}
