package dev.sailplane.diffusion.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sailplane.diffusion.Golden;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostileTorchCheckpointTest {
    private static final long[] TWO = {2};
    private static final long[] ONE = {1};

    @TempDir
    Path folder;

    @Test
    void refusesFunctionsByName() {
        assertRefused(
                new PickleWriter()
                        .global("os", "system")
                        .text("true")
                        .code(0x85)
                        .code('R')
                        .stop(),
                "names os.system, which no state dict needs");
    }

    @Test
    void refusesInstructionsByName() {
        assertRefused(new PickleWriter().codes("})").code(0x81).stop(), "NEWOBJ (0x81) at byte 4");
        assertRefused(new PickleWriter().codes("G12345678").stop(), "BINFLOAT (0x47)");
        assertRefused(new PickleWriter().code(0xFF).stop(), "unknown (0xff)");
    }

    @Test
    void refusesIndexesThatAreNoStateDict() {
        assertRefused(new PickleWriter().codes("N").stop(), "no dictionary");
        assertRefused(new PickleWriter().codes("}").stop(), "describes no tensors");
        assertRefused(new PickleWriter().codes("}NNs").stop(), "neither text nor number");
    }

    @Test
    void survivesContainersThatHoldThemselves() {
        assertRefused(
                new PickleWriter()
                        .codes("}q")
                        .code(0)
                        .text("a")
                        .codes("h")
                        .code(0)
                        .codes("s")
                        .stop(),
                "no tensors");
    }

    @Test
    void survivesDeepNesting() {
        PickleWriter tuples = new PickleWriter().codes(")");
        PickleWriter dictionaries = new PickleWriter();
        for (int i = 0; i < 200_000; i++) {
            tuples.code(0x85);
            dictionaries.codes("}").text("a");
        }
        assertRefused(tuples.stop(), "no dictionary");
        assertRefused(dictionaries.codes("}").codes("s".repeat(200_000)).stop(), "no tensors");
    }

    @Test
    void boundsTheWork() {
        assertRefused(new PickleWriter().codes("}".repeat(3_000_000)).stop(), "more than 1,000,000 instructions");
        assertRefused(new byte[17 << 20], "has an index of 17,825,792 bytes");
    }

    @Test
    void refusesMalformedPickles() {
        assertRefused(new byte[0], "cut short or malformed");
        assertRefused(new PickleWriter().codes("X").int32(Integer.MAX_VALUE).stop(), "cut short or malformed");
        assertRefused(new PickleWriter().codes("X").int32(-1).stop(), "cut short or malformed");
        assertRefused(new PickleWriter().codes("t").stop(), "cut short or malformed");
        assertRefused(new PickleWriter().codes("s").stop(), "index");
        assertRefused(new PickleWriter().codes("h").code(7).stop(), "refers to the entry 7 before it is there");
        assertRefused(new PickleWriter().codes("cos").stop(), "cut short or malformed");
        assertRefused(new byte[] {(byte) 0x80, 99, '.'}, "pickle protocol 99");
    }

    @Test
    void refusesTensorsThatLeaveTheirStorage() {
        assertTensorRefused(4, 0, new long[] {5}, ONE, "reaches beyond its storage");
        assertTensorRefused(4, 3, TWO, ONE, "reaches beyond its storage");
        assertTensorRefused(4, 0, TWO, new long[] {4}, "reaches beyond its storage");
        assertTensorRefused(4, 5, new long[] {0}, ONE, "reaches beyond its storage");
        assertTensorRefused(5, 0, TWO, ONE, "which has 16 bytes");
        assertTensorRefused(Long.MAX_VALUE, 0, TWO, ONE, "larger than any tensor can be");
        assertTensorRefused(4, Long.MAX_VALUE, TWO, ONE, "larger than any tensor can be");
        assertTensorRefused(4, 0, new long[] {1L << 62, 1L << 62}, new long[] {0, 0}, "larger than any tensor can be");
        assertTensorRefused(4, 0, new long[] {1L << 40}, new long[] {0}, "reaches beyond its storage");
        assertTensorRefused(4, 0, new long[] {-1}, ONE, "something else where a size belongs");
        assertTensorRefused(4, 0, new long[17], new long[17], "17 sizes");
    }

    @Test
    void findsNestedStateDictsAndDropsWrappersNames() throws IOException {
        byte[] pickle = new PickleWriter()
                .codes("}(")
                .text("optimizer")
                .codes("}")
                .text("momentum")
                .tensor(4, 0, TWO, ONE)
                .codes("s")
                .text("state_dict")
                .codes("}")
                .text("module._orig_mod.weight")
                .tensor(4, 2, TWO, ONE)
                .codes("su")
                .stop();
        try (Checkpoint checkpoint = Checkpoints.open(archive(pickle, new byte[16]))) {
            assertThat(checkpoint.keys()).containsExactly("weight");
        }
    }

    @Test
    void asksWhichOfSeveralStateDictsIsMeant() {
        byte[] pickle = new PickleWriter()
                .codes("}(")
                .text("generator")
                .codes("}")
                .text("w")
                .tensor(4, 0, TWO, ONE)
                .codes("s")
                .text("critic")
                .codes("}")
                .text("w")
                .tensor(4, 2, TWO, ONE)
                .codes("su")
                .stop();
        assertRefused(pickle, "several state dicts");
        assertRefused(pickle, "[/generator, /critic]");
    }

    @Test
    void namesTheStorageThatIsMissing() throws IOException {
        Path file = folder.resolve("weights.pt");
        byte[] pickle = new PickleWriter()
                .codes("}")
                .text("w")
                .tensor(4, 0, TWO, ONE)
                .codes("s")
                .stop();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            store(zip, "root/data.pkl", pickle);
        }
        assertFileRefused(file, "lacks the entry root/data/0 that w needs");
    }

    @Test
    void refusesWhatIsNoPtFile() throws IOException {
        assertFileRefused(
                Files.writeString(folder.resolve("page.pt"), "<html>Sign in</html>"), "is neither a .pt file");
        assertFileRefused(Files.write(folder.resolve("empty.pt"), new byte[0]), "is neither a .pt file");
        Path zip = folder.resolve("other.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            store(out, "README", new byte[10]);
        }
        assertFileRefused(zip, "is a zip archive but no .pt file");
    }

    @Test
    void refusesCompressedEntries() throws IOException {
        Path file = folder.resolve("compressed.pt");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("root/data.pkl"));
            out.write(new PickleWriter().codes("}").stop());
        }
        assertFileRefused(file, "is compressed or encrypted at root/data.pkl");
    }

    @Test
    void recognisesTruncationWhereverItIs() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.path("pt/zip_ordereddict.pt"));
        Path file = folder.resolve("truncated.pt");
        for (int length = 30; length < whole.length; length += 5) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertFileRefused(file, "is truncated");
        }
    }

    @Test
    void survivesAnyDamage() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.path("pt/zip_protocol4.pt"));
        Random random = new Random(20);
        Path file = folder.resolve("damaged.pt");
        for (int round = 0; round < 800; round++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            readAll(file);
        }
    }

    /** Every tensor, or the refusal that names the file. */
    private static void readAll(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            checkpoint.keys().forEach(key -> checkpoint.tensor(key).data().toArray(ValueLayout.JAVA_BYTE));
        } catch (CheckpointException refused) {
            assertThat(refused).hasMessageStartingWith(file.toString());
        } catch (RuntimeException other) {
            fail("a damaged file must be refused by name", other);
        }
    }

    private void assertTensorRefused(long stored, long offset, long[] shape, long[] strides, String problem) {
        assertRefused(
                new PickleWriter()
                        .codes("}")
                        .text("w")
                        .tensor(stored, offset, shape, strides)
                        .codes("s")
                        .stop(),
                problem);
    }

    private void assertRefused(byte[] pickle, String problem) {
        try {
            assertFileRefused(archive(pickle, new byte[16]), problem);
        } catch (IOException unwritable) {
            fail(unwritable);
        }
    }

    private static void assertFileRefused(Path file, String problem) {
        assertThatThrownBy(() -> Checkpoints.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(problem);
    }

    private Path archive(byte[] pickle, byte[] storage) throws IOException {
        Path file = folder.resolve("hostile.pt");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            store(zip, "root/data.pkl", pickle);
            store(zip, "root/data/0", storage);
        }
        return file;
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }
}
