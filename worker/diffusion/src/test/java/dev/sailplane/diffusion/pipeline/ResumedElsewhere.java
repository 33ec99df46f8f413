package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/** A program: goes on with {@link #REQUEST} from the state in the file that it is given, and prints the pictures' hash. */
final class ResumedElsewhere {
    static final GenerationRequest REQUEST = new GenerationRequest(
            Prompt.of("a ring"),
            2,
            NoiseSettings.keyed(5),
            new GenerationSettings(
                    new BaseSettings(Respacing.evenly(6), new Sampler.Ancestral(), 3),
                    Optional.of(new UpsamplingSettings(Respacing.evenly(3), new Sampler.Ancestral(), 0.997))),
            Optional.empty());

    private ResumedElsewhere() {}

    public static void main(String[] arguments) throws IOException {
        GenerationState state = GenerationState.of(Files.readAllBytes(Path.of(arguments[0])));
        ComputeSettings settings = new ComputeSettings("cpu", Precision.FP32, 1);
        try (RandomNetworks networks = RandomNetworks.load(settings)) {
            GlidePipeline pipeline = networks.pipeline(network -> Lane.ofAnySize(network, 8));
            System.out.println(hash(run(pipeline, Course.from(state))));
        }
    }

    /** Goes the course's part of the way. */
    static Generation run(GlidePipeline pipeline, Course course) {
        return run(pipeline, REQUEST, course);
    }

    static Generation run(GlidePipeline pipeline, GenerationRequest request, Course course) {
        Duration second = Duration.ofSeconds(1);
        StepScheduler scheduler =
                new StepScheduler(new FairOrder(new DeficitRoundRobin(second), second), InstantSource.system());
        try (Generation generation = pipeline.begin(request, Claim.ALONE, GenerationListener.NONE, course)) {
            generation.tasks().forEach(scheduler::add);
            while (!generation.over()) {
                scheduler.step();
            }
            return generation;
        }
    }

    /** SHA-256 over the finished pictures' files. */
    static String hash(Generation generation) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            generation.images().forEach(image -> digest.update(image.png()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
