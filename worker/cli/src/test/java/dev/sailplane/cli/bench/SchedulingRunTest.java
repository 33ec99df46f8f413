package dev.sailplane.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.cli.bench.Arrival.Kind;
import dev.sailplane.cli.bench.JobTimes.Wait;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.network.PublicConfigurations;
import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.pipeline.BaseStage;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GenerationSettings;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NetworkPair;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a device whose every row takes 100 ms, and a clock that nothing else moves. */
class SchedulingRunTest {
    private static final Duration ROW = Duration.ofMillis(100);
    private static final int STEPS = 4;
    private static final List<Arrival> A_SHORT_ONE_BESIDE_A_LONG_ONE =
            List.of(new Arrival(Kind.LONG, 0, Duration.ZERO), new Arrival(Kind.SHORT, 1, Duration.ofMillis(1450)));

    private Instant now = Instant.EPOCH;

    @Test
    void oneAtATimeAShortJobWaitsForTheWholeOfALongOne() {
        JobTimes times = times(new ServiceOrder.OneAtATime(() -> now), Duration.ofHours(1));

        // 8 pictures of 4 steps of 100 ms before it, its own step, 1450 ms after the beginning.
        assertThat(times.of(Wait.SHORT_FIRST_STEP).median()).isCloseTo(1.85, within(1e-6));
        assertThat(times.of(Wait.SHORT_END).median()).isCloseTo(2.15, within(1e-6));
        assertThat(times.of(Wait.LONG_END).median()).isCloseTo(3.2, within(1e-6));
        assertThat(times.lengths().median()).isCloseTo(3.6, within(1e-6));
    }

    @Test
    void togetherItsFirstStepIsTheNextOne() {
        JobTimes times = times(new ServiceOrder.Together(() -> now), Duration.ofHours(1));

        assertThat(times.of(Wait.SHORT_FIRST_STEP).median()).isCloseTo(0.55, within(1e-6));
        assertThat(times.lengths().median()).isCloseTo(3.6, within(1e-6));
        assertThat(times.unfinished()).isZero();
    }

    @Test
    void waitsForJobsThatComeLater() {
        JobTimes times = new JobTimes();
        run(Duration.ofHours(1))
                .run(
                        List.of(new Arrival(Kind.SHORT, 0, Duration.ofMinutes(5))),
                        new ServiceOrder.Together(() -> now),
                        times);

        assertThat(times.of(Wait.SHORT_END).median()).isCloseTo(0.4, within(1e-6));
        assertThat(times.lengths().median()).isCloseTo(300.4, within(1e-6));
    }

    @Test
    void atTheLimitARunEndsAndWhatIsLeftCountsWithTheTimeSoFar() {
        JobTimes times = times(new ServiceOrder.OneAtATime(() -> now), Duration.ofSeconds(2));

        assertThat(times.unfinished()).isEqualTo(2);
        assertThat(times.lengths().median()).isLessThan(2.4);
        assertThat(times.of(Wait.SHORT_END).count()).isEqualTo(1);
        assertThat(times.of(Wait.SHORT_END).median()).isBetween(0.55, 0.95);
    }

    @Test
    void theSameSeedBringsTheSameArrivals() {
        SchedulingSettings settings = new SchedulingSettings(2, 8, 20, 5, 15, 1);

        List<Arrival> arrivals = Arrival.drawn(settings, 3);

        assertThat(arrivals).hasSize(22).isEqualTo(Arrival.drawn(settings, 3)).isNotEqualTo(Arrival.drawn(settings, 4));
        assertThat(arrivals).extracting(Arrival::at).isSorted();
        assertThat(arrivals).extracting(Arrival::number).doesNotHaveDuplicates();
        assertThat(arrivals.getLast().at()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    private JobTimes times(ServiceOrder order, Duration limit) {
        JobTimes times = new JobTimes();
        run(limit).run(A_SHORT_ONE_BESIDE_A_LONG_ONE, order, times);
        return times;
    }

    private SchedulingRun run(Duration limit) {
        BaseSettings settings = new BaseSettings(Respacing.evenly(STEPS), new Sampler.Ancestral(), 1);
        BaseStage base = new BaseStage(new SlowNetwork(), BetaSchedule.LINEAR, settings);
        GlidePipeline pipeline = new GlidePipeline(
                "test/slow",
                new NetworkPair(base, Optional.empty()),
                Optional.empty(),
                network -> Lane.ofAnySize(network, 4));
        return new SchedulingRun(
                pipeline,
                arrival -> new SchedulingRun.Order(
                        new GenerationRequest(
                                Prompt.of("a ring"),
                                arrival.kind() == Kind.LONG ? 8 : 1,
                                NoiseSettings.keyed(arrival.number()),
                                new GenerationSettings(settings, Optional.empty()),
                                Optional.empty()),
                        Claim.ALONE),
                limit,
                () -> now,
                pause -> now = now.plus(pause));
    }

    private final class SlowNetwork implements PromptedNetwork {
        @Override
        public NetworkConfiguration configuration() {
            return PublicConfigurations.BASE;
        }

        @Override
        public PromptEncoding encode(PromptTokens tokens) {
            return () -> {};
        }

        @Override
        public List<NoisePrediction> predict(List<NoisyRow> rows) {
            now = now.plus(ROW.multipliedBy(rows.size()));
            return rows.stream().map(SlowNetwork::zeros).toList();
        }

        @Override
        public void close() {}

        private static NoisePrediction zeros(NoisyRow row) {
            int size = row.sample().height();
            PixelTensor zeros = new PixelTensor(3, size, size, new float[3 * size * size]);
            return new NoisePrediction(zeros, zeros);
        }
    }
}
