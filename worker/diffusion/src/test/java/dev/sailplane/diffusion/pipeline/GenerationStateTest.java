package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sailplane.diffusion.network.PixelTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States as files: what is written is read again, and nothing that comes from elsewhere does harm. */
class GenerationStateTest {
    private static final int MUTATIONS = 5_000;

    private final SplittableRandom random = new SplittableRandom(14);

    @Test
    void isReadAsItWasWritten() {
        GenerationState state = state();

        GenerationState read = GenerationState.of(state.bytes());

        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType(
                        (one, other) -> Float.floatToRawIntBits(one) == Float.floatToRawIntBits(other), Float.class)
                .isEqualTo(state);
        assertThat(read.bytes()).isEqualTo(state.bytes());
    }

    @Test
    void isReadAsItWasWrittenThoughNothingHasBegun() {
        GenerationState state = new GenerationState(List.of(Optional.empty(), Optional.empty()));

        assertThat(GenerationState.of(state.bytes())).isEqualTo(state);
    }

    @Test
    void isAsFarAsItsSlowestPicture() {
        assertThat(new GenerationState(List.of(base(3), base(2))).baseStepsDone())
                .isEqualTo(2);
        assertThat(new GenerationState(List.of(base(3), Optional.empty())).baseStepsDone())
                .isZero();
        assertThat(new GenerationState(List.of(upsampling(1), base(3))).baseStepsDone())
                .isEqualTo(3);
    }

    @Test
    void refusesEveryCut() {
        byte[] whole = state().bytes();

        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() {
        byte[] whole = state().bytes();

        assertRefused(Arrays.copyOf(whole, whole.length + 4));
    }

    @Test
    void refusesNoise() {
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertRefused(noise);
        }
    }

    @Test
    void staysHarmlessWhateverBytesAreChanged() {
        byte[] whole = state().bytes();
        int headerEnd =
                8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(headerEnd)] = (byte) random.nextInt(256);
            }
            assertHarmless(changed);
        }
    }

    @Test
    void staysHarmlessWhateverNumbersAreChanged() {
        String header = header(state().bytes());
        List<String> numbers = List.of(
                "-1",
                "0",
                "1",
                "2",
                "3",
                "4096",
                "4097",
                "65536",
                "2147483647",
                "2147483648",
                "-2147483648",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "1e300",
                "0.5",
                "-0.0",
                "null",
                "\"7\"",
                "[]",
                "{}",
                "true",
                "9".repeat(400));
        List<int[]> places = new ArrayList<>();
        Matcher digits = Pattern.compile("\\d+").matcher(header);
        while (digits.find()) {
            places.add(new int[] {digits.start(), digits.end()});
        }
        for (int i = 0; i < MUTATIONS; i++) {
            int[] place = places.get(random.nextInt(places.size()));
            String changed = header.substring(0, place[0])
                    + numbers.get(random.nextInt(numbers.size()))
                    + header.substring(place[1]);
            assertHarmless(file(changed, 4 * 3 * (16 + 16 + 256 + 16)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[4096,4096,4096]", // 256 GB, and more than an int counts
                "[3,16384,16384]",
                "[3,4096,4096]", // 200 MB
                "[127,4096,4096]", // 8 GB, and an int counts them
                "[-3,4,4]",
                "[3,4]",
                "[3,65536,65536]", // an int would count none
            })
    void refusesShapesThatTheFileCannotHold(String shape) {
        assertRefused(onePicture(shape, "[0,192]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[-1,191]", "[4,196]", "[2147483647,2147483839]", "[9223372036854775807,0]", "[]", "7"})
    void refusesOffsetsOutsideTheFile(String offsets) {
        assertRefused(onePicture("[3,4,4]", offsets));
    }

    /** 300 pictures of a picture's bytes: nothing is wrong with any one of them. */
    @Test
    void refusesPicturesThatShareBytes() {
        StringBuilder metadata = new StringBuilder("\"pictures\":\"300\"");
        StringBuilder tensors = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            metadata.append(",\"%d.stage\":\"base\",\"%d.steps\":\"1\"".formatted(i, i));
            tensors.append(
                    ",\"%d.sample\":{\"dtype\":\"F32\",\"shape\":[3,4,4],\"data_offsets\":[0,192]}".formatted(i));
        }

        assertRefused(file("{\"__metadata__\":{%s}%s}".formatted(metadata, tensors), 192));
    }

    @Test
    void refusesOtherNumbersThanFloats() {
        String header = header(onePicture("[3,4,4]", "[0,192]")).replace("F32", "I32");

        assertRefused(file(header, 192));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "\"x\"",
                "{\"__metadata__\":{\"pictures\":\"1001\"}}",
                "{\"__metadata__\":[]}"
            })
    void refusesOtherHeaders(String header) {
        assertRefused(file(header, 0));
    }

    @Test
    void refusesHeadersOfAnyDepth() {
        assertRefused(file("[".repeat(100_000), 0));
        assertRefused(file("{\"a\":".repeat(100_000), 0));
    }

    @Test
    void refusesNegativeStepsAndUnknownStages() {
        String header = header(onePicture("[3,4,4]", "[0,192]"));

        assertRefused(file(header.replace("\"1\",", "\"-1\","), 192));
        assertRefused(file(header.replace("\"base\"", "\"middle\""), 192));
        assertRefused(file(header.replace("\"base\"", "\"upsampling\""), 192)); // without what is to be enlarged
    }

    /** The states that the mutations begin with can be read: what refuses them is the mutation. */
    @Test
    void readsTheFileTheHostileOnesDifferFrom() {
        assertThat(GenerationState.of(onePicture("[3,4,4]", "[0,192]")).baseStepsDone())
                .isEqualTo(1);
    }

    private static void assertRefused(byte[] file) {
        assertThatIllegalArgumentException().isThrownBy(() -> GenerationState.of(file));
    }

    /** It is refused as it should be, or says something else that a state may say, of no more bytes than it has. */
    private static void assertHarmless(byte[] file) {
        GenerationState[] read = new GenerationState[1];
        Throwable thrown = catchThrowable(() -> read[0] = GenerationState.of(file));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(read[0].pictures().stream()
                            .flatMap(Optional::stream)
                            .mapToInt(GenerationStateTest::bytes)
                            .sum())
                    .isLessThanOrEqualTo(file.length);
        }
    }

    private static int bytes(PictureState picture) {
        return Float.BYTES
                * (picture.sample().values().length
                        + picture.small().map(small -> small.values().length).orElse(0));
    }

    private static byte[] onePicture(String shape, String offsets) {
        return file(
                ("{\"__metadata__\":{\"pictures\":\"1\",\"0.steps\":\"1\",\"0.stage\":\"base\"},"
                                + "\"0.sample\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}}")
                        .formatted(shape, offsets),
                192);
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static String header(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(file, 8, length, StandardCharsets.UTF_8);
    }

    private GenerationState state() {
        return new GenerationState(List.of(base(3), Optional.empty(), base(0), upsampling(2)));
    }

    private Optional<PictureState> base(int steps) {
        return Optional.of(new PictureState(Stage.BASE, steps, pixels(4), Optional.empty()));
    }

    private Optional<PictureState> upsampling(int steps) {
        return Optional.of(new PictureState(Stage.UPSAMPLING, steps, pixels(16), Optional.of(pixels(4))));
    }

    /** Any bits at all, NaN and -0 included. */
    private PixelTensor pixels(int size) {
        float[] values = new float[3 * size * size];
        IntStream.range(0, values.length).forEach(i -> values[i] = Float.intBitsToFloat(random.nextInt()));
        return new PixelTensor(3, size, size, values);
    }
}
