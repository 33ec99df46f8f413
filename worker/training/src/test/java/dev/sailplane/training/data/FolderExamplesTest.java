package dev.sailplane.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderExamplesTest {
    private static final int SIDE = 4;

    @TempDir
    Path folder;

    private final Map<String, String> skipped = new ConcurrentSkipListMap<>();

    private FolderExamples open(Cropping cropping, long seed) throws IOException {
        return FolderExamples.open(folder, cropping, seed, (file, reason) -> {
            assertThat(skipped.put(file, reason)).as(file + " is named once").isNull();
        });
    }

    /** A picture of one colour. */
    private static byte[] png(int width, int height, int level) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) level);
        return Png.write(new RgbImage(width, height, rgb), Map.of());
    }

    private void picture(String name, int level) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name + ".png"), png(8, 6, level));
        Files.writeString(folder.resolve(name + ".txt"), "picture " + level + "\n");
    }

    private static int level(Example example) {
        return Byte.toUnsignedInt(example.picture().rgb()[0]);
    }

    private static List<Integer> levels(ExampleSource examples, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(number -> level(examples.example(number, SIDE)))
                .toList();
    }

    @Test
    void picturesKeepTheirCaptions() throws IOException {
        picture("a", 10);
        picture("within/b", 20);
        FolderExamples examples = open(Cropping.CENTRE, 1);
        assertThat(examples.size()).isEqualTo(2);
        for (int number = 0; number < 10; number++) {
            Example example = examples.example(number, SIDE);
            assertThat(example.caption()).isEqualTo("picture " + level(example));
            assertThat(example.picture().width()).isEqualTo(SIDE);
        }
        assertThat(examples.prompts(3)).hasSize(3).contains("picture 10", "picture 20");
        assertThat(skipped).isEmpty();
    }

    @Test
    void eachIsSeenOnceAnEpochInAnotherOrder() throws IOException {
        for (int level = 1; level <= 20; level++) {
            picture("p" + level, level);
        }
        FolderExamples examples = open(Cropping.CENTRE, 1);
        List<Integer> first = levels(examples, 0, 20);
        List<Integer> second = levels(examples, 20, 40);
        assertThat(first).doesNotHaveDuplicates();
        assertThat(second).doesNotHaveDuplicates().isNotEqualTo(first);
        assertThat(levels(open(Cropping.CENTRE, 1), 20, 40)).isEqualTo(second);
        assertThat(levels(open(Cropping.CENTRE, 2), 0, 20)).isNotEqualTo(first);
    }

    @Test
    void badFilesAreNamedOnceAndTheNextOneTakesTheirPlace() throws IOException {
        picture("good", 10);
        picture("damaged", 20);
        Files.writeString(folder.resolve("damaged.png"), "no picture");
        picture("mute", 30);
        Files.delete(folder.resolve("mute.txt"));
        picture("small", 40);
        Files.write(folder.resolve("small.png"), png(3, 9, 40));
        Files.write(folder.resolve("other.webp"), new byte[4]);
        assertThat(levels(open(Cropping.CENTRE, 1), 0, 9)).containsOnly(10);
        assertThat(new TreeMap<>(skipped)).containsOnlyKeys("damaged.png", "mute.png", "small.png", "other.webp");
        assertThat(skipped.get("small.png")).contains("3 x 9").contains("at least 4 x 4");
        assertThat(skipped.get("mute.png")).contains("mute.txt");
    }

    @Test
    void aPictureThatClaimsAHugeSizeIsNotDecoded() throws IOException {
        picture("good", 10);
        picture("huge", 20);
        Files.write(folder.resolve("huge.png"), png(4097, 1, 20));
        assertThat(levels(open(Cropping.CENTRE, 1), 0, 4)).containsOnly(10);
        assertThat(skipped.get("huge.png")).contains("at most 4096 x 4096");
    }

    @Test
    void readsWhatMetadataLists() throws IOException {
        picture("images/one", 10);
        picture("images/two", 20);
        Files.writeString(folder.resolve("metadata.jsonl"), """
                {"file_name": "images/one.png", "text": "a stone", "more": 1}

                {"file_name": "images/two.png"}
                {"file_name": "../other.png", "text": "outside"}
                no JSON
                {"file_name": "images/none.png", "text": "not there"}
                """);
        FolderExamples examples = open(Cropping.CENTRE, 1);
        for (int number = 0; number < 4; number++) {
            assertThat(examples.example(number, SIDE).caption()).isEqualTo("a stone");
        }
        assertThat(skipped)
                .containsOnlyKeys("metadata.jsonl:3", "metadata.jsonl:4", "metadata.jsonl:5", "images/none.png");
        assertThat(skipped.get("metadata.jsonl:3")).isEqualTo("text must be a text");
    }

    @Test
    void readsTarShardsWithoutUnpackingThem() throws IOException {
        Files.createDirectory(folder.resolve("within"));
        tar("within/a.tar", Map.of("0/1.png", png(8, 8, 10), "0/1.txt", text("ten"), "0/1.json", text("{}")));
        tar("b.tar", Map.of("1.png", png(8, 8, 20), "1.txt", text("twenty"), "2.jpg", text("?"), "3.txt", text("?")));
        byte[] whole = Files.readAllBytes(folder.resolve("b.tar"));
        Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, 700));
        Files.write(folder.resolve("c.tar.gz"), whole);
        Files.write(folder.resolve(".hidden.tar"), whole);
        FolderExamples examples = open(Cropping.CENTRE, 1);
        assertThat(examples.size()).isEqualTo(2);
        for (int number = 0; number < 4; number++) {
            Example example = examples.example(number, SIDE);
            assertThat(example.caption()).isEqualTo(level(example) == 10 ? "ten" : "twenty");
        }
        assertThat(skipped).containsOnlyKeys("b.tar/2.jpg", "cut.tar", "c.tar.gz");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void tar(String name, Map<String, byte[]> members) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            for (Map.Entry<String, byte[]> member : new TreeMap<>(members).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
    }

    @Test
    void anEmptyFolderIsAnError() {
        assertThatThrownBy(() -> open(Cropping.CENTRE, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds no pictures with captions");
    }

    @Test
    void aFolderOfNothingButBadPicturesIsAnError() throws IOException {
        picture("damaged", 20);
        Files.writeString(folder.resolve("damaged.png"), "no picture");
        FolderExamples examples = open(Cropping.CENTRE, 1);
        assertThatThrownBy(() -> examples.example(0, SIDE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of the 1 pictures");
    }

    @Test
    void otherCaptionsAreAnotherSource() throws IOException {
        picture("a", 10);
        String before = open(Cropping.CENTRE, 1).identity();
        assertThat(open(Cropping.CENTRE, 9).identity()).isEqualTo(before);
        assertThat(open(new Cropping(true, false), 1).identity()).isNotEqualTo(before);
        Files.writeString(folder.resolve("a.txt"), "something else");
        assertThat(open(Cropping.CENTRE, 1).identity()).isNotEqualTo(before);
    }
}
