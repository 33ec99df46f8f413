package dev.sailplane.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.training.run.StepReport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    private static StepReport step(int number, double noiseError) {
        return new StepReport(number, 1.5, noiseError, 0.5, 2, 1e-4);
    }

    @Test
    void stepsThatAreMadeAgainAreLoggedOnce() throws IOException {
        Path file = folder.resolve("loss.csv");
        LossLog log = LossLog.open(file, 0);
        log.add(step(1, 1));
        log.add(step(2, 0.5));
        log.add(step(3, 0.25));
        Files.writeString(file, "4,0.1", StandardOpenOption.APPEND); // killed while writing
        LossLog resumed = LossLog.open(file, 2);
        resumed.add(step(3, 0.125));
        assertThat(resumed.noiseErrors()).containsExactly(1, 0.5, 0.125);
        assertThat(Files.readAllLines(file)).startsWith("step,loss,noise_error,bound,gradient,learning_rate");
    }

    @Test
    void theCurveFallsWithTheLoss() throws IOException {
        BufferedImage curve = ImageIO.read(new ByteArrayInputStream(LossCurve.png(1, 1, 1, 0.01, 0.01, 0.01)));
        assertThat(darkest(curve, 5)).isLessThan(darkest(curve, curve.getWidth() - 6));
    }

    /** The row of the curve's own colour in a column. */
    private static int darkest(BufferedImage image, int x) {
        int row = 0;
        int least = Integer.MAX_VALUE;
        for (int y = 0; y < image.getHeight(); y++) {
            int red = (image.getRGB(x, y) >>> 16) & 0xFF;
            if (red < least) {
                least = red;
                row = y;
            }
        }
        return row;
    }

    @Test
    void aSheetHoldsAllPicturesSideBySide() {
        RgbImage black = new RgbImage(4, 4, new byte[48]);
        RgbImage sheet = ContactSheet.of(Collections.nCopies(3, black));
        assertThat(sheet.width()).isEqualTo(10);
        assertThat(sheet.height()).isEqualTo(10);
        int dark = 0;
        for (byte level : sheet.rgb()) {
            dark += level == 0 ? 1 : 0;
        }
        assertThat(dark).isEqualTo(3 * 48);
    }

    @Test
    void guidanceGoesUpWithFidelityAndRightWithDistance() throws IOException {
        byte[] png = GuidanceCurve.png(
                List.of(new GuidanceCurve.Point(5, 0), new GuidanceCurve.Point(10, 1), new GuidanceCurve.Point(0, 1)));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getRGB(240, 468) & 0xFFFFFF).isEqualTo(0x82AAE6); // the first: half way, at the bottom
        assertThat(image.getRGB(468, 12) & 0xFFFFFF).isEqualTo(0x143C8C);
        assertThat(image.getRGB(12, 12) & 0xFFFFFF).isEqualTo(0x143C8C);
        assertThat(image.getRGB(30, 440) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }
}
