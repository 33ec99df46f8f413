package dev.sailplane.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.Checkpoints;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.KnownPixels;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.TinyNetworks;
import dev.sailplane.diffusion.noise.StageNoise;
import dev.sailplane.diffusion.sampling.TrajectorySettings.Denoised;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole ways through a stage with tiny networks and given noise, state for state against the reference. */
class TrajectoryIT {
    private static final int SIZE = 16;
    private static final int ROW = 3 * SIZE * SIZE;
    private static final int CONTEXT = 16;

    @ParameterizedTest
    @CsvSource({
        "traj_p10_cfg3, 10, -1, 3",
        "traj_p10_cfg3_batch2, 10, -1, 3",
        "traj_p100_cfg3, 100, -1, 3",
        "traj_ddim10_eta0.0, ddim10, 0, 3",
        "traj_ddim10_eta0.5, ddim10, 0.5, 3",
        "traj_ddim10_eta1.0, ddim10, 1, 3",
    })
    void goesTheWayOfTheReference(String file, String respacing, double eta, double scale) throws IOException {
        run(new Case(file, "tiny_base", BetaSchedule.SQUARED_COSINE, respacing, sampler(eta), scale, 1e-3f));
    }

    @ParameterizedTest
    @CsvSource("traj_p10_nocfg_noclip, 10")
    void goesItUnguidedAndUnclipped(String file, String respacing) throws IOException {
        run(new Case(file, "tiny_base", BetaSchedule.SQUARED_COSINE, respacing, sampler(-1), 1, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "traj_up_ddim_fast27, tiny_upsample, 0, 1e-3",
        "traj_upinpaint_p_fast27, tiny_upsample_inpaint, -1, 1e-3"
    })
    void goesItWithUpsamplers(String file, String network, double eta, float tolerance) throws IOException {
        run(new Case(file, network, BetaSchedule.LINEAR, "fast27", sampler(eta), 1, tolerance));
    }

    @ParameterizedTest
    @CsvSource("traj_inpaint_p10_cfg5, tiny_base_inpaint")
    void goesItAroundKnownPixels(String file, String network) throws IOException {
        run(new Case(file, network, BetaSchedule.SQUARED_COSINE, "10", sampler(-1), 5, 1e-2f));
    }

    private static void run(Case each) throws IOException {
        try (Golden golden = Golden.open(each.file);
                Checkpoint weights = Checkpoints.open(Golden.path(each.network + ".pt"));
                GlideNetwork network = GlideNetwork.load(
                        TinyNetworks.configuration(each.network),
                        weights,
                        new ComputeSettings("cpu", Precision.FP32, 1))) {
            new Run(golden, network, each).check();
        }
    }

    private static Sampler sampler(double eta) {
        return eta < 0 ? new Sampler.Ancestral() : new Sampler.Ddim(eta);
    }

    private record Case(
            String file,
            String network,
            BetaSchedule schedule,
            String respacing,
            Sampler sampler,
            double scale,
            float tolerance) {}

    private record Run(Golden golden, GlideNetwork network, Case each) {
        void check() {
            int rows = golden.shape("init")[0];
            int pictures = each.scale == 1 ? rows : rows / 2; // conditional rows, then unconditional ones
            List<PromptEncoding> prompts = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                prompts.add(network.encode(tokens(row)));
            }
            List<Trajectory> trajectories = new ArrayList<>();
            for (int picture = 0; picture < pictures; picture++) {
                trajectories.add(start(picture, pictures, prompts));
            }
            while (!trajectories.getFirst().finished()) {
                trajectories = step(trajectories);
                compare(trajectories, rows);
            }
            prompts.forEach(PromptEncoding::close);
        }

        private List<Trajectory> step(List<Trajectory> trajectories) {
            return trajectories.stream()
                    .map(trajectory -> trajectory
                            .advance(network.predict(trajectory.rows()))
                            .next())
                    .toList();
        }

        private Trajectory start(int picture, int pictures, List<PromptEncoding> prompts) {
            Conditioning conditional = conditioning(picture, prompts.get(picture));
            Guidance guidance = each.scale == 1
                    ? new Guidance.None(conditional)
                    : new Guidance.ClassifierFree(
                            conditional, conditioning(picture, prompts.get(pictures + picture)), each.scale);
            DenoisedHook hook = conditional
                    .knownPixels()
                    .map(known -> (DenoisedHook) new KeepKnownPixels(known))
                    .orElse(DenoisedHook.NONE);
            NoiseSchedule schedule = NoiseSchedule.of(each.schedule, new Respacing(each.respacing));
            TrajectorySettings settings = new TrajectorySettings(
                    schedule,
                    each.sampler,
                    guidance,
                    new Denoised(hook, !each.file.contains("noclip")),
                    noise(picture));
            return Trajectory.start(settings, SIZE, SIZE, 1);
        }

        private StageNoise noise(int picture) {
            int rows = golden.shape("init")[0];
            return (draw, count) -> draw == 0 ? row("init", picture) : row("noise", (draw - 1) * rows + picture);
        }

        private void compare(List<Trajectory> trajectories, int rows) {
            int done = trajectories.getFirst().stepsDone();
            boolean thinned = golden.has("samples_every10");
            if (thinned && done % 10 != 0) {
                return; // every tenth state is stored
            }
            String key = thinned ? "samples_every10" : "samples";
            int index = thinned ? done / 10 - 1 : done - 1;
            for (int picture = 0; picture < trajectories.size(); picture++) {
                compare("step " + done, trajectories.get(picture).sample().values(), row(key, index * rows + picture));
                if (trajectories.get(picture).finished()) {
                    compare("end", trajectories.get(picture).sample().values(), row("sample_last", picture));
                }
            }
        }

        private void compare(String where, float[] actual, float[] expected) {
            float worst = 0;
            for (int i = 0; i < ROW; i++) {
                worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
            }
            assertThat(worst).as("%s: largest difference", where).isLessThan(each.tolerance);
        }

        private PromptTokens tokens(int row) {
            long[] ids = Arrays.copyOfRange(golden.longs("kw.tokens"), row * CONTEXT, (row + 1) * CONTEXT);
            byte[] mask = Arrays.copyOfRange(golden.bytes("kw.mask"), row * CONTEXT, (row + 1) * CONTEXT);
            boolean[] real = new boolean[CONTEXT];
            for (int i = 0; i < CONTEXT; i++) {
                real[i] = mask[i] != 0;
            }
            return new PromptTokens(
                    Arrays.stream(ids).mapToInt(Math::toIntExact).toArray(), real);
        }

        private Conditioning conditioning(int picture, PromptEncoding prompt) {
            Optional<PixelTensor> low = golden.has("kw.low_res")
                    ? Optional.of(new PixelTensor(3, 4, 4, golden.floats("kw.low_res")))
                    : Optional.empty();
            Optional<KnownPixels> known = golden.has("kw.inpaint_image")
                    ? Optional.of(new KnownPixels(
                            new PixelTensor(3, SIZE, SIZE, row("kw.inpaint_image", picture)),
                            new PixelTensor(
                                    1, SIZE, SIZE, Arrays.copyOf(golden.floats("kw.inpaint_mask"), SIZE * SIZE))))
                    : Optional.empty();
            return new Conditioning(prompt, low, known);
        }

        private float[] row(String key, int row) {
            return Arrays.copyOfRange(golden.floats(key), row * ROW, (row + 1) * ROW);
        }
    }
}
