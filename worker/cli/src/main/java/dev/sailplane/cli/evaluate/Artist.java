package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.OrderlyStop;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.noise.NoiseKind;
import dev.sailplane.diffusion.pipeline.Course;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.Generation;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GenerationSettings;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import dev.sailplane.diffusion.pipeline.Source;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Draws many prompts, a picture each, several at once so that they share batches. */
final class Artist {
    private static final int TOGETHER = 32;
    private static final Duration ANY = Duration.ofSeconds(1);

    private final GlidePipeline pipeline;
    private final NoiseKind noise;
    private final long seed;
    private final OrderlyStop stop;

    /**
     * @param pipeline draws
     * @param seed of the first picture; the others have the ones after it
     * @param stop may end the drawing between two steps
     */
    Artist(GlidePipeline pipeline, NoiseKind noise, long seed, OrderlyStop stop) {
        this.pipeline = pipeline;
        this.noise = noise;
        this.seed = seed;
        this.stop = stop;
    }

    /**
     * What to draw.
     *
     * @param edit a picture to fill in, if any
     * @param course which part of the way
     */
    record Order(String prompt, Optional<Edit> edit, Course course) {}

    /**
     * Draws orders and hands over each with its picture when it and those before it are done.
     *
     * @param count how many there are
     * @param orders by number, made as they are needed: pictures to fill in take memory
     */
    void draw(int count, IntFunction<Order> orders, GenerationSettings settings, BiConsumer<Order, RgbImage> drawn) {
        for (int first = 0; first < count; first += TOGETHER) {
            List<Order> chunk = IntStream.range(first, Math.min(first + TOGETHER, count))
                    .mapToObj(orders)
                    .toList();
            List<GenerationRequest> requests = new ArrayList<>();
            for (Order order : chunk) {
                NoiseSettings own = new NoiseSettings(seed + first + requests.size(), noise);
                Optional<Source> source = order.edit.map(Function.identity());
                requests.add(new GenerationRequest(Prompt.of(order.prompt), 1, own, settings, source));
            }
            List<RgbImage> pictures =
                    together(requests, chunk.stream().map(Order::course).toList());
            for (int i = 0; i < pictures.size(); i++) {
                drawn.accept(chunk.get(i), pictures.get(i));
            }
        }
    }

    private List<RgbImage> together(List<GenerationRequest> requests, List<Course> courses) {
        StepScheduler scheduler =
                new StepScheduler(new FairOrder(new DeficitRoundRobin(ANY), ANY), InstantSource.system());
        List<Generation> generations = new ArrayList<>();
        try {
            for (int i = 0; i < requests.size(); i++) {
                Generation generation = pipeline.begin(requests.get(i), Claim.ALONE, _ -> stop.check(), courses.get(i));
                generations.add(generation);
                generation.tasks().forEach(scheduler::add);
            }
            while (!generations.stream().allMatch(Generation::over)) {
                scheduler.step();
            }
            return generations.stream().map(Artist::picture).toList();
        } finally {
            generations.forEach(Generation::close);
        }
    }

    private static RgbImage picture(Generation generation) {
        generation.failure().ifPresent(failure -> {
            throw failure;
        });
        return generation.images().getFirst().pixels();
    }
}
