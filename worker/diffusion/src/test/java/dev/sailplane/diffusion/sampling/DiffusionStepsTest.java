package dev.sailplane.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.NoiseLevel;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every equation of a step, on four noise levels of each process, against the reference. */
class DiffusionStepsTest {
    private static final int ROW = 3 * 4 * 4;
    private static final Sampler ANCESTRAL = new Sampler.Ancestral();
    private static final DenoisedHook HALVE = DiffusionStepsTest::halve;

    @ParameterizedTest
    @ValueSource(strings = {"squaredcos_cap_v2/100/", "linear/fast27/", "squaredcos_cap_v2/full/", "linear/full/"})
    void agreesWithTheReference(String process) {
        try (Golden golden = Golden.open("diffusion_steps")) {
            String[] name = process.split("/", -1);
            NoiseSchedule schedule =
                    NoiseSchedule.of(BetaSchedule.ofKey(name[0]), new Respacing(name[1].equals("full") ? "" : name[1]));
            long[] indices = golden.longs(process + "t");
            for (int row = 0; row < indices.length; row++) {
                new Row(golden, process, row, schedule.level((int) indices[row])).check();
            }
        }
    }

    private record Row(Golden golden, String process, int row, NoiseLevel level) {
        void check() {
            assertThat(level.timestep()).isEqualTo((int) golden.longs(process + "t_model")[row]);
            checkForwardProcess();
            checkDistributions();
            checkAncestralSteps();
            checkDdimSteps();
        }

        private void checkForwardProcess() {
            float[] xStart = input("x_start");
            expect("q_sample", ForwardProcess.sample(level, xStart, input("noise")));
            expect("post_mean", ForwardProcess.posteriorMean(level, xStart, input("x_t")));
            expect("post_var", filled(level.posteriorVariance()));
            expect("post_logvar", filled(level.posteriorLogVariance()));
            expect("q_mean", ForwardProcess.sample(level, xStart, filled(0)));
            expect("q_var", filled(1 - level.alphaCumprod()));
            expect("q_logvar", filled(Math.log(1 - level.alphaCumprod())));
        }

        private void checkDistributions() {
            ReverseDistribution clipped = distribution(DenoisedHook.NONE, true);
            expect("pmv.clip1.mean", clipped.mean());
            expect("pmv.clip1.pred_xstart", clipped.predictedXStart());
            expect("pmv.clip1.log_variance", clipped.logVariance());
            expect("pmv.clip1.variance", clipped.variance());
            ReverseDistribution unclipped = distribution(DenoisedHook.NONE, false);
            expect("pmv.clip0.mean", unclipped.mean());
            expect("pmv.clip0.pred_xstart", unclipped.predictedXStart());
            expect("pmv.clip0.log_variance", unclipped.logVariance());
            expect("pmv.clip0.variance", unclipped.variance());
            ReverseDistribution hooked = distribution(HALVE, true);
            expect("pmv.denoised_fn.mean", hooked.mean());
            expect("pmv.denoised_fn.pred_xstart", hooked.predictedXStart());
        }

        private void checkAncestralSteps() {
            ReverseDistribution distribution = distribution(DenoisedHook.NONE, true);
            ReverseDistribution conditioned = distribution.withConditionedMean(input("grad"));
            expect("cond_mean", conditioned.mean());
            expect("p_sample", ANCESTRAL.step(level, input("x_t"), distribution, input("noise")));
            expect("p_sample.cond", ANCESTRAL.step(level, input("x_t"), conditioned, input("noise")));
        }

        private void checkDdimSteps() {
            ReverseDistribution distribution = distribution(DenoisedHook.NONE, true);
            for (double eta : new double[] {0, 0.5, 1}) {
                expect("ddim.eta" + eta, new Sampler.Ddim(eta).step(level, input("x_t"), distribution, input("noise")));
            }
            expect("ddim_reverse", Sampler.Ddim.reverseStep(level, input("x_t"), distribution));
            ReverseDistribution conditioned = distribution.withConditionedScore(level, input("x_t"), input("grad"));
            expect("cond_score.mean", conditioned.mean());
            expect("cond_score.pred_xstart", conditioned.predictedXStart());
            expect("ddim.cond", new Sampler.Ddim(0).step(level, input("x_t"), conditioned, input("noise")));
        }

        private ReverseDistribution distribution(DenoisedHook hook, boolean clip) {
            float[] both = Arrays.copyOfRange(golden.floats("model_out"), 2 * ROW * row, 2 * ROW * (row + 1));
            NoisePrediction prediction = new NoisePrediction(
                    new PixelTensor(3, 4, 4, Arrays.copyOfRange(both, 0, ROW)),
                    new PixelTensor(3, 4, 4, Arrays.copyOfRange(both, ROW, 2 * ROW)));
            return ReverseDistribution.of(level, input("x_t"), prediction, hook, clip);
        }

        private float[] input(String key) {
            return slice(key);
        }

        private void expect(String key, float[] actual) {
            // With eta 1 and nearly no signal, 1 - alpha - sigma^2 cancels: it shows the last bit of a square root.
            float ofMaximum = key.equals("ddim.eta1.0") ? 1e-5f : 1e-6f;
            float[] whole = golden.floats(process + key);
            float tolerance = 0;
            for (float value : whole) {
                tolerance = Math.max(tolerance, ofMaximum * Math.abs(value));
            }
            float[] expected = slice(process + key);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < ROW; i++) {
                float difference = Math.abs(actual[i] - expected[i]);
                assertThat(difference)
                        .as("%s, row %d, element %d: %s instead of %s", key, row, i, actual[i], expected[i])
                        .isLessThanOrEqualTo(tolerance + 1e-5f * Math.abs(expected[i]));
            }
        }

        private float[] slice(String key) {
            return Arrays.copyOfRange(golden.floats(key), ROW * row, ROW * (row + 1));
        }

        private static float[] filled(double value) {
            float[] values = new float[ROW];
            Arrays.fill(values, (float) value);
            return values;
        }
    }

    private static float[] halve(float[] xStart) {
        float[] halved = new float[xStart.length];
        for (int i = 0; i < halved.length; i++) {
            halved[i] = 0.5f * xStart[i] + 0.25f;
        }
        return halved;
    }
}
