package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PublicConfigurations;
import dev.sailplane.diffusion.pipeline.Course;
import dev.sailplane.diffusion.pipeline.Generation;
import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GenerationState;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.PictureState;
import dev.sailplane.diffusion.pipeline.Stage;
import dev.sailplane.diffusion.scheduling.Claim;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times the making of a checkpoint's bytes after each step of a generation, and the step before it. */
final class CheckpointBenchmark {
    private static final int WARM_UP = 20;

    private final int rounds;

    CheckpointBenchmark(int rounds) {
        this.rounds = rounds;
    }

    /** A line for each stage of a request for one picture. */
    List<CheckpointTiming> ofModel(GlidePipeline pipeline, GenerationRequest request) {
        pipeline.generate(request, GenerationListener.NONE); // the first steps are slower
        Map<Stage, Series> stages = new EnumMap<>(Stage.class);
        for (int round = 0; round < rounds; round++) {
            System.gc(); // not while a step runs
            draw(pipeline, request, stages);
        }
        List<CheckpointTiming> timings = new ArrayList<>();
        stages.forEach((stage, series) -> timings.add(series.timing(stage.key())));
        return timings;
    }

    /** Lines for states of the public networks' sizes, of which no steps are taken. */
    List<CheckpointTiming> ofFullSize() {
        PixelTensor small = zeros(PublicConfigurations.BASE.imageSize());
        PixelTensor large = zeros(PublicConfigurations.UPSAMPLE.imageSize());
        return List.of(
                ofState("full-size base, no steps", new PictureState(Stage.BASE, 1, small, Optional.empty())),
                ofState(
                        "full-size upsampling, no steps",
                        new PictureState(Stage.UPSAMPLING, 1, large, Optional.of(small))));
    }

    private CheckpointTiming ofState(String name, PictureState picture) {
        GenerationState state = new GenerationState(List.of(Optional.of(picture)));
        Series series = new Series();
        for (int i = 0; i < WARM_UP + 10 * rounds; i++) {
            series.checkpoint(state, i >= WARM_UP);
        }
        return series.timing(name);
    }

    private static void draw(GlidePipeline pipeline, GenerationRequest request, Map<Stage, Series> stages) {
        ServiceOrder order = new ServiceOrder.Together(InstantSource.system());
        try (Generation generation = pipeline.begin(request, Claim.ALONE, GenerationListener.NONE, Course.WHOLE)) {
            order.add(generation);
            while (!generation.over()) {
                long start = System.nanoTime();
                order.step();
                double seconds = (System.nanoTime() - start) * 1e-9;
                GenerationState state = generation.state();
                Stage stage =
                        state.pictures().getFirst().map(PictureState::stage).orElse(Stage.BASE);
                Series series = stages.computeIfAbsent(stage, _ -> new Series());
                series.steps.add(seconds);
                series.checkpoint(state, true);
            }
            generation.failure().ifPresent(failure -> {
                throw failure;
            });
        }
    }

    private static PixelTensor zeros(int size) {
        return new PixelTensor(3, size, size, new float[3 * size * size]);
    }

    private static final class Series {
        private final Samples steps = new Samples();
        private final Samples checkpoints = new Samples();
        private int bytes;

        void checkpoint(GenerationState state, boolean counts) {
            long start = System.nanoTime();
            bytes = state.bytes().length;
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (counts) {
                checkpoints.add(seconds);
            }
        }

        CheckpointTiming timing(String name) {
            return new CheckpointTiming(name, bytes, steps.median(), checkpoints.median());
        }
    }
}
