package dev.sailplane.cli.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesCommandTest {
    @TempDir
    Path folder;

    @Test
    void writesPicturesOfTheNewNounWithCaptions() throws IOException {
        CommandLines.Result result = scenes("--set", "new", "--count", "3", "--size", "48");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualToIgnoringNewLines(folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(6);
        }
        for (int number = 0; number < 3; number++) {
            BufferedImage picture = ImageIO.read(folder.resolve(number + ".png").toFile());
            assertThat(picture.getWidth()).isEqualTo(48);
            assertThat(folder.resolve(number + ".txt")).content().contains("penguin");
        }
    }

    @Test
    void writesScenesOfSomeNouns() throws IOException {
        CommandLines.Result result = scenes("--nouns", "cat,apple", "--count", "20", "--size", "8");

        assertThat(result.status()).as(result.err()).isZero();
        for (int number = 0; number < 20; number++) {
            assertThat(folder.resolve(number + ".txt"))
                    .content()
                    .containsPattern("cat|apple|circle|square|triangle|star shape|ring|plus sign|diamond|hexagon");
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        CommandLines.Result result = scenes("--count", "1");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("is not empty");
        assertThat(folder).isDirectoryContaining("glob:**/mine.txt").isDirectoryNotContaining("glob:**.png");
    }

    @Test
    void refusesSetsAndNumbersOfNoUse() {
        assertThat(scenes("--set", "old").err()).contains("seen, unseen or new, not old");
        assertThat(scenes("--nouns", "quark").err()).contains("no sprite shows a quark");
        assertThat(scenes("--style", "cubist").err()).contains("no sprite is drawn cubist");
        assertThat(scenes("--count", "0").err()).contains("--count is 1 to 1000000, not 0");
        assertThat(scenes("--size", "7").err()).contains("8 to 4096");
    }

    private CommandLines.Result scenes(String... arguments) {
        return CommandLines.run(Stream.concat(Stream.of("scenes", "--out", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
