package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.LaneCalibration;
import dev.sailplane.diffusion.scheduling.LaneSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A picture's file is the same, byte for byte, whether its request was alone or in any company, in one go or interrupted,
 * kept and gone on with, here or in another process. Real kernels on the CPU.
 */
class ReproducibilityIT {
    private static final int MOST_JOBS = 6;
    private static final int LOADED_ANEW_EVERY = 25;
    private static final int LARGEST_BATCH = 8;

    @ParameterizedTest(name = "{1} schedules on {0} thread(s)")
    @CsvSource({"1, 180, 40", "2, 20, 10"}) // two threads are slow where other processes want the cores
    void aRequestGivesTheSameBytesInAnyCompanyAndHoweverOftenInterrupted(int threads, int schedules, int requests) {
        SplittableRandom random = new SplittableRandom(threads);
        ComputeSettings settings = new ComputeSettings("cpu", Precision.FP32, threads);

        Check check = new Check(settings, random, network -> Lane.ofEqualBits(network, sizes(random)));

        check.run(schedules, requests);
    }

    @ParameterizedTest(name = "{1} schedules on {0} thread(s)")
    @CsvSource({"1, 10, 10", "2, 5, 5"})
    void alsoInBfloat16InTheSizesThatCalibrationAllows(int threads, int schedules, int requests) {
        SplittableRandom random = new SplittableRandom(16 + threads);
        ComputeSettings settings = new ComputeSettings("cpu", Precision.BF16, threads);
        LaneSettings exact = new LaneSettings(true, 1, LARGEST_BATCH);

        IdentityHashMap<PromptedNetwork, Lane> lanes = new IdentityHashMap<>(); // trying takes longer than the rest
        Check check = new Check(
                settings,
                random,
                network -> lanes.computeIfAbsent(network, _ -> LaneCalibration.calibrate(network, exact)));

        check.run(schedules, requests);
    }

    @Test
    void anotherProcessGoesOnToTheSameBytes(@TempDir Path folder) throws IOException, InterruptedException {
        Path kept = folder.resolve("state");
        try (RandomNetworks networks = RandomNetworks.load(new ComputeSettings("cpu", Precision.FP32, 1))) {
            GlidePipeline pipeline = networks.pipeline(network -> Lane.ofAnySize(network, 3));
            Generation begun = ResumedElsewhere.run(pipeline, Course.WHOLE.until(4));
            Files.write(kept, begun.state().bytes());

            String whole = ResumedElsewhere.hash(ResumedElsewhere.run(pipeline, Course.WHOLE));

            assertThat(resumedElsewhere(kept, folder.resolve("output"))).isEqualTo(whole);
        }
    }

    @Test
    void aBranchWithAnotherPromptIsAnotherPictureAndTheSameOneEachTime() {
        try (RandomNetworks networks = RandomNetworks.load(new ComputeSettings("cpu", Precision.FP32, 1))) {
            GlidePipeline pipeline = networks.pipeline(network -> Lane.ofAnySize(network, 8));
            GenerationRequest request = ResumedElsewhere.REQUEST;
            GenerationRequest other = new GenerationRequest(
                    Prompt.of("the sea"), request.count(), request.noise(), request.settings(), request.source());
            GenerationState prefix =
                    ResumedElsewhere.run(pipeline, Course.WHOLE.until(2)).state();

            List<String> branch = pixels(pipeline, other, Course.from(prefix));

            assertThat(pixels(pipeline, request, Course.from(prefix)))
                    .isEqualTo(pixels(pipeline, request, Course.WHOLE))
                    .isNotEqualTo(branch);
            assertThat(pixels(pipeline, other, Course.WHOLE)).isNotEqualTo(branch);
            assertThat(pixels(pipeline, other, Course.from(prefix))).isEqualTo(branch);
        }
    }

    /** Requests in random company against the same requests with every row evaluated by itself. */
    private record Check(ComputeSettings settings, SplittableRandom random, Function<PromptedNetwork, Lane> lanes) {
        void run(int schedules, int requests) {
            RandomRequests source = new RandomRequests(random);
            List<GenerationRequest> pool =
                    IntStream.range(0, requests).mapToObj(_ -> source.next()).toList();
            List<List<String>> alone = alone(pool);
            int interruptions = 0;
            for (int first = 0; first < schedules; first += LOADED_ANEW_EVERY) {
                try (RandomNetworks networks = RandomNetworks.load(settings)) {
                    for (int schedule = first; schedule < Math.min(schedules, first + LOADED_ANEW_EVERY); schedule++) {
                        interruptions += compare(networks, pool, alone);
                    }
                }
            }
            assertThat(interruptions).isGreaterThan(schedules / 2);
        }

        private List<List<String>> alone(List<GenerationRequest> requests) {
            try (RandomNetworks networks = RandomNetworks.load(settings)) {
                GlidePipeline pipeline = networks.pipeline(network -> Lane.ofAnySize(network, 1));
                return requests.stream()
                        .map(request -> RandomCompany.files(pipeline.generate(request, GenerationListener.NONE)))
                        .toList();
            }
        }

        private int compare(RandomNetworks networks, List<GenerationRequest> pool, List<List<String>> alone) {
            RandomCompany company = new RandomCompany(random, () -> networks.pipeline(lanes));
            int[] members = random.ints(random.nextInt(1, MOST_JOBS + 1), 0, pool.size())
                    .toArray();

            List<List<String>> together =
                    company.together(IntStream.of(members).mapToObj(pool::get).toList());

            for (int member = 0; member < members.length; member++) {
                assertThat(together.get(member))
                        .as("%s", pool.get(members[member]))
                        .isEqualTo(alone.get(members[member]));
            }
            return company.interruptions;
        }
    }

    /** Some sizes, any at all. */
    private static NavigableSet<Integer> sizes(SplittableRandom random) {
        NavigableSet<Integer> sizes = new TreeSet<>();
        for (int count = random.nextInt(1, 5); count > 0; count--) {
            sizes.add(random.nextInt(1, LARGEST_BATCH + 1));
        }
        return sizes;
    }

    private static List<String> pixels(GlidePipeline pipeline, GenerationRequest request, Course course) {
        return ResumedElsewhere.run(pipeline, request, course).images().stream()
                .map(image -> HexFormat.of().formatHex(image.pixels().rgb()))
                .toList();
    }

    private static String resumedElsewhere(Path kept, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ResumedElsewhere.class.getName(),
                        kept.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output).strip();
    }
}
