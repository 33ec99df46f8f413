package dev.sailplane.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import dev.sailplane.cli.CommandLines.Result;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model in the box on this machine's processor, with few steps. */
class GenerateLocalCommandIT {
    @TempDir
    Path folder;

    @Test
    void writesPicturesAndPrintsTheirNames() throws IOException {
        Result result = generate("--seed 7 --count 2");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        folder.resolve("sailplane-7-0.png").toString(),
                        folder.resolve("sailplane-7-1.png").toString());
        for (String file : result.out().lines().toList()) {
            BufferedImage picture = ImageIO.read(new File(file));
            assertThat(picture.getWidth()).isEqualTo(128);
            assertThat(picture.getHeight()).isEqualTo(128);
        }
    }

    @Test
    void leavesOutTheUpsamplerForASmallPicture() throws IOException {
        Result result = generate("--size 32");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(ImageIO.read(new File(result.out().strip())).getWidth()).isEqualTo(32);
    }

    @Test
    void drawsTheSamePictureForTheSameSeedAndKeepsTheOlderFile() throws IOException {
        Path first = Path.of(generate("--seed 3").out().strip());
        Path second = Path.of(generate("--seed 3").out().strip());

        assertThat(second).isNotEqualTo(first).hasSameBinaryContentAs(first);
    }

    @Test
    void keepsTheKnownPixelsOfAnEditedPicture() throws IOException {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        BufferedImage mask = new BufferedImage(128, 128, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 128; y++) {
            for (int x = 0; x < 128; x++) {
                image.setRGB(x, y, 0x2060A0);
                mask.setRGB(x, y, x < 64 ? 0 : 0xFFFFFF);
            }
        }
        ImageIO.write(image, "png", folder.resolve("image.png").toFile());
        ImageIO.write(mask, "png", folder.resolve("mask.png").toFile());

        Result result = generate("--init-image %1$s/image.png --mask %1$s/mask.png".formatted(folder));

        assertThat(result.status()).as(result.err()).isZero();
        BufferedImage edited = ImageIO.read(new File(result.out().strip()));
        assertThat(edited.getRGB(4, 30) & 0xFFFFFF).isEqualTo(0x2060A0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--size 100|size must be 32 or 128 with this model, not 100",
                "--guidance-scale -1|guidanceScale must lie in [0, 100], not -1.0",
                "--guidance-scale NaN|guidanceScale must lie in [0, 100], not NaN",
            })
    void refusesWhatTheModelCannotDo(String arguments, String complaint) {
        Result result = generate(arguments);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(complaint);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void variesAPictureAndMindsItsStrength() throws Exception {
        ImageIO.write(
                new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("image.png").toFile());
        String source = "--init-image %s/image.png ".formatted(folder);

        assertThat(generate(source + "--strength 0.5").status()).isZero();
        assertThat(generate(source + "--strength 1.5").err()).contains("strength");
        assertThat(generate(source + "--mask %s/image.png --strength 0.5".formatted(folder))
                        .err())
                .contains("--strength goes without --mask");
    }

    private Result generate(String arguments) {
        List<String> line = new ArrayList<>(List.of("generate", "--local", "a black ring", "--device", "cpu"));
        line.addAll(List.of("--models", folder.resolve("models").toString(), "--output", folder.toString()));
        line.addAll(List.of("--steps", "2", "--upsample-steps", "2"));
        line.addAll(Arrays.asList(arguments.split(" ")));
        return CommandLines.run(line.toArray(String[]::new));
    }
}
