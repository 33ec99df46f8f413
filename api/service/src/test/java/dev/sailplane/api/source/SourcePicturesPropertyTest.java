package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.outbound.FakeOutboundClient;
import dev.sailplane.api.storage.MemoryObjectStore;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is sent, there comes a canonical edit or a sentence that names image or mask, soon and within bounds. */
class SourcePicturesPropertyTest {
    private static final ApiConfiguration SMALL = Configurations.with(
            Map.of("sailplane.api.sources.maximum-side", "256", "sailplane.api.sources.maximum-pixels", "65536"));
    private static final List<byte[]> SEEDS = seeds();

    private final SourcePictures sources =
            new SourcePictures(new PictureLoader(new MemoryObjectStore(), new FakeOutboundClient(), SMALL), SMALL);

    @Property(tries = 400)
    void aDamagedFile(@ForAll @IntRange(max = 9) int seed, @ForAll Damage damage, @ForAll long chance) {
        byte[] damaged = damage.of(SEEDS.get(seed), new Random(chance));
        check(damaged, Optional.empty());
        check(SEEDS.get(0), Optional.of(damaged));
    }

    @Property(tries = 100)
    void bytesWithTheRightBeginning(
            @ForAll @IntRange(max = 9) int seed, @ForAll @IntRange(min = 2, max = 60) int kept, @ForAll long chance) {
        byte[] noise = new byte[4000];
        new Random(chance).nextBytes(noise);
        System.arraycopy(SEEDS.get(seed), 0, noise, 0, Math.min(kept, SEEDS.get(seed).length));
        check(noise, Optional.of(SEEDS.get(0)));
    }

    @Property(tries = 60)
    void anyAlphaIsEditedJustWhereItIsNothing(
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 8) int orientation,
            @ForAll long chance) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Random random = new Random(chance);
        int nothing = 0;
        for (int pixel = 0; pixel < width * height; pixel++) {
            int alpha = random.nextBoolean() ? 0 : random.nextInt(256);
            nothing += alpha == 0 ? 1 : 0;
            image.setRGB(pixel % width, pixel / width, alpha << 24 | 0x123456);
        }
        byte[] exif = TestPictures.chunk("eXIf", SampleFiles.exif(orientation));
        byte[] file = SampleFiles.spliced(SampleFiles.written(image, "png", random.nextBoolean()), 33, exif);
        Optional<BufferedImage> mask = check(file, Optional.empty());

        assertThat(mask.isPresent()).isEqualTo(nothing > 0);
        if (mask.isPresent()) {
            int[] keep = mask.get()
                    .getRaster()
                    .getPixels(0, 0, mask.get().getWidth(), mask.get().getHeight(), (int[]) null);
            assertThat(Arrays.stream(keep).filter(sample -> sample == 0)).hasSize(nothing);
            assertThat(mask.get().getWidth()).isEqualTo(orientation < 5 ? width : height);
        }
    }

    /** The mask, if an edit came of it. */
    private Optional<BufferedImage> check(byte[] image, Optional<byte[]> mask) {
        EditSources asked =
                new EditSources(inline(image), mask.map(SourcePicturesPropertyTest::inline), Optional.empty());
        CanonicalEdit[] edit = new CanonicalEdit[1];
        Cost cost = Cost.of(() -> {
            try {
                edit[0] = sources.canonical(asked);
            } catch (PictureException refused) {
                assertThat(refused.field()).isIn("image", "mask");
                assertThat(refused).message().isNotBlank();
            }
        });
        assertThat(cost.seconds()).isLessThan(2);
        assertThat(cost.bytes()).isLessThan(32 << 20);
        return Optional.ofNullable(edit[0]).map(SourcePicturesPropertyTest::canonical);
    }

    private static BufferedImage canonical(CanonicalEdit edit) {
        BufferedImage image = TestPictures.read(edit.image());
        BufferedImage mask = TestPictures.read(edit.mask());
        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(mask.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(mask.getWidth()).isEqualTo(image.getWidth()).isLessThanOrEqualTo(256);
        assertThat(mask.getHeight()).isEqualTo(image.getHeight()).isLessThanOrEqualTo(256);
        int[] keep = mask.getRaster().getPixels(0, 0, mask.getWidth(), mask.getHeight(), (int[]) null);
        assertThat(Arrays.stream(keep).distinct()).isSubsetOf(0, 255).contains(0);
        return mask;
    }

    private static PictureSource inline(byte[] file) {
        return PictureSource.parse(TestPictures.dataUrl(file));
    }

    private static List<byte[]> seeds() {
        BufferedImage colour = TestPictures.read(TestPictures.opaque(24, 20));
        byte[] palette = TestPictures.chunk("PLTE", new byte[] {1, 2, 3, 9, 8, 7});
        byte[] exif = SampleFiles.joined(SampleFiles.ascii("Exif\0\0"), SampleFiles.exif(6));
        return List.of(
                TestPictures.transparent(24, 20),
                SampleFiles.written(TestPictures.read(TestPictures.transparent(24, 20)), "png", true),
                SampleFiles.png(2, 2, 16, 4, new byte[18]),
                SampleFiles.png(8, 2, 1, 3, new byte[4], palette, TestPictures.chunk("tRNS", new byte[1])),
                SampleFiles.withSegment(SampleFiles.written(colour, "jpeg", false), 0xE1, exif),
                SampleFiles.written(colour, "jpeg", true),
                SampleFiles.fourInks(24, 20, true, 9, 99, 199, 255),
                SampleFiles.fourInks(24, 20, false, 9, 99, 199, 255),
                SampleFiles.written(colour, "gif", true),
                TestPictures.file(24, 20, BufferedImage.TYPE_INT_ARGB, "gif"));
    }

    /** What may happen to a file on its way, by chance or on purpose. */
    enum Damage {
        BYTES_CHANGED {
            @Override
            byte[] of(byte[] file, Random random) {
                byte[] changed = file.clone();
                for (int times = random.nextInt(8); times >= 0; times--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                return changed;
            }
        },
        BYTES_CHANGED_AND_CHECKSUMS_MENDED {
            @Override
            byte[] of(byte[] file, Random random) {
                return mended(BYTES_CHANGED.of(file, random));
            }
        },
        CUT_OFF {
            @Override
            byte[] of(byte[] file, Random random) {
                return Arrays.copyOf(file, random.nextInt(file.length));
            }
        },
        FOLLOWED_BY_ANOTHER {
            @Override
            byte[] of(byte[] file, Random random) {
                byte[] other = SEEDS.get(random.nextInt(SEEDS.size()));
                return SampleFiles.joined(Arrays.copyOf(file, random.nextInt(file.length + 1)), other);
            }
        },
        A_PART_TWICE {
            @Override
            byte[] of(byte[] file, Random random) {
                int from = random.nextInt(file.length);
                byte[] part = Arrays.copyOfRange(file, from, from + random.nextInt(file.length - from + 1));
                return SampleFiles.spliced(file, from, part);
            }
        };

        abstract byte[] of(byte[] file, Random random);

        /** A PNG's checksums made right again, so that the damage gets as far as the decoder. */
        private static byte[] mended(byte[] file) {
            ByteBuffer png = ByteBuffer.wrap(file);
            int at = 8;
            while (file[0] == (byte) 0x89 && at + 12 <= file.length) {
                int length = png.getInt(at);
                if (length < 0 || length > file.length - at - 12) {
                    break;
                }
                CRC32 checksum = new CRC32();
                checksum.update(file, at + 4, length + 4);
                png.putInt(at + 8 + length, (int) checksum.getValue());
                at += 12 + length;
            }
            return file;
        }
    }
}
