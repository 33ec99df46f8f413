package dev.sailplane.worker.glide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Sampler;
import dev.sailplane.diffusion.image.PictureReader;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.ComputeChoice;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelLibrary;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.StepOrder;
import dev.sailplane.worker.job.DrawnImages;
import dev.sailplane.worker.job.EngineStep;
import dev.sailplane.worker.job.ImageOrder;
import dev.sailplane.worker.job.PermanentFailureException;
import dev.sailplane.worker.job.Picture;
import dev.sailplane.worker.job.SourcePicture;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on the model in the box. */
@Timeout(120)
final class GlideImageEngineIT {
    private static final String MODEL = "sailplane/stickers";
    private static final int SIDE = 128;
    private static final int SMALL = 32;

    private static final AtomicInteger LOADS = new AtomicInteger();
    private static GlideImageEngine engine;

    private final List<EngineStep> steps = new ArrayList<>();

    @BeforeAll
    static void load() throws InterruptedException {
        ModelLibrary library = new ModelLibrary(List.of(Path.of("..", "models")));
        ComputeChoice cpu = new ComputeChoice("cpu", Optional.empty(), 0);
        PipelineSource pipelines = name -> {
            ModelDirectory model = library.find(name);
            LOADS.incrementAndGet();
            return () -> GlideModel.open(model, cpu);
        };
        engine = new GlideImageEngine(pipelines, 1, order());
        engine.prepare(MODEL);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void drawsAsManyPicturesAsOrderedInAsManySteps() throws Exception {
        DrawnImages drawn = engine.draw(order(input(2, OptionalInt.empty())), steps::add);

        assertThat(drawn.pictures()).hasSize(2).allSatisfy(picture -> {
            RgbImage pixels = read(picture);
            assertThat(pixels.width()).isEqualTo(SIDE).isEqualTo(picture.width());
            assertThat(pixels.height()).isEqualTo(SIDE).isEqualTo(picture.height());
        });
        assertThat(drawn.deviceTime()).isPositive();
        assertThat(steps).extracting(EngineStep::stage).containsExactly("base", "base", "upsampling");
        assertThat(steps).extracting(EngineStep::steps).containsExactly(2, 2, 1);
        assertThat(steps.getLast().fraction()).isEqualTo(1);
    }

    @Test
    void drawsTheSameBytesFromTheSameOrder() throws Exception {
        ImageOrder order = order(input(1, OptionalInt.empty()));

        assertThat(engine.draw(order, steps::add).pictures().getFirst().file())
                .isEqualTo(engine.draw(order, steps::add).pictures().getFirst().file());
    }

    @Test
    void leavesOutTheUpsamplerForASmallPicture() throws Exception {
        DrawnImages drawn = engine.draw(order(input(1, OptionalInt.of(SMALL))), steps::add);

        assertThat(drawn.pictures().getFirst().width()).isEqualTo(SMALL);
        assertThat(steps).extracting(EngineStep::stage).containsOnly("base");
    }

    @Test
    void keepsTheKeptPixelsOfAnEdit() throws Exception {
        byte[] source = Png.write(plain(SIDE, 200), Map.of());
        byte[] keepAll = Png.write(plain(SIDE, 255), Map.of());

        DrawnImages drawn = engine.draw(from(new SourcePicture.Edited(source, keepAll)), steps::add);

        RgbImage pixels = read(drawn.pictures().getFirst());
        assertThat(pixels.rgb()[0] & 0xff).isBetween(195, 205);
    }

    @Test
    void variesAPicture() throws Exception {
        byte[] source = Png.write(plain(SIDE, 200), Map.of());

        engine.draw(from(new SourcePicture.Varied(source, 0.5)), steps::add);

        assertThat(steps).extracting(EngineStep::steps).containsExactly(1, 1);
    }

    @Test
    void refusesAStrengthOutOfRange() throws Exception {
        byte[] source = Png.write(plain(SIDE, 200), Map.of());

        assertThatThrownBy(() -> engine.draw(from(new SourcePicture.Varied(source, 2)), steps::add))
                .isInstanceOfSatisfying(
                        PermanentFailureException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("input-invalid"));
    }

    @Test
    void showsSmallPicturesOfEachStepWhenAsked() throws Exception {
        engine.draw(order(input(1, OptionalInt.empty())), steps::add);

        assertThat(steps)
                .allSatisfy(step -> assertThat(step.previews().jpegs())
                        .hasSize(1)
                        .allSatisfy(jpeg -> assertThat(ImageIO.read(new ByteArrayInputStream(jpeg))
                                        .getWidth())
                                .isEqualTo(step.stage().equals("base") ? SMALL : SIDE)));
    }

    @Test
    void saysThatAnUnknownModelIsUnknown() throws Exception {
        ImageOrder order = new ImageOrder("who/knows", input(1, OptionalInt.empty()), Optional.empty());

        assertThatThrownBy(() -> engine.draw(order, steps::add))
                .isInstanceOfSatisfying(PermanentFailureException.class, failure -> {
                    assertThat(failure.failure().code()).isEqualTo("model-unknown");
                    assertThat(failure.failure().message()).contains("who/knows");
                });
    }

    @Test
    void keepsItsModelWhenAnUnknownOneIsAskedFor() throws Exception {
        int before = LOADS.get();
        ImageOrder unknown = new ImageOrder("who/knows", input(1, OptionalInt.empty()), Optional.empty());
        assertThatThrownBy(() -> engine.draw(unknown, steps::add)).isInstanceOf(PermanentFailureException.class);

        engine.draw(order(input(1, OptionalInt.of(SMALL))), steps::add);

        assertThat(LOADS).hasValue(before);
    }

    @Test
    void saysThatASizeIsNotAmongTheModels() throws Exception {
        assertThatThrownBy(() -> engine.draw(order(input(1, OptionalInt.of(512))), steps::add))
                .isInstanceOfSatisfying(
                        PermanentFailureException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("input-invalid"));
    }

    @Test
    void saysThatASourceCannotBeRead() throws Exception {
        assertThatThrownBy(() -> engine.draw(from(new SourcePicture.Edited(new byte[3], new byte[3])), steps::add))
                .isInstanceOfSatisfying(
                        PermanentFailureException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("input-unreadable"));
    }

    @Test
    void stopsWhenToldTo() throws Exception {
        assertThatThrownBy(() -> engine.draw(order(input(1, OptionalInt.empty())), step -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void drawsManyOrdersAtOnceAsIfEachWereAlone() throws Exception {
        List<ImageOrder> orders = IntStream.range(0, 6)
                .mapToObj(number -> order(seeded(number, 1 + number % 2)))
                .toList();
        List<byte[]> alone = new ArrayList<>();
        for (ImageOrder order : orders) {
            alone.add(engine.draw(order, step -> {}).pictures().getLast().file());
        }
        Set<Integer> drawing = ConcurrentHashMap.newKeySet();
        AtomicInteger most = new AtomicInteger();

        List<Future<DrawnImages>> together = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < orders.size(); number++) {
                int caller = number;
                together.add(callers.submit(() -> engine.draw(orders.get(caller), step -> {
                    drawing.add(caller);
                    most.accumulateAndGet(drawing.size(), Math::max);
                    if (step.last() && step.ahead().isEmpty()) {
                        drawing.remove(caller);
                    }
                })));
            }
        }

        assertThat(most.get()).isGreaterThan(1);
        for (int number = 0; number < orders.size(); number++) {
            DrawnImages drawn = together.get(number).get();
            assertThat(drawn.pictures().getLast().file()).isEqualTo(alone.get(number));
            assertThat(drawn.numerics()).isEqualTo(Numerics.EXACT);
        }
    }

    @Test
    void goesOnFromTheWorkOfAnotherAttempt() throws Exception {
        ImageOrder order = order(seeded(3, 2));
        byte[] whole = engine.draw(order, steps::add).pictures().getLast().file();
        for (EngineStep kept : List.copyOf(steps)) {
            steps.clear();
            DrawnImages drawn = engine.draw(resumed(order, kept.state().bytes()), steps::add);

            assertThat(drawn.pictures().getLast().file()).isEqualTo(whole);
            assertThat(steps).allMatch(step -> step.fraction() > kept.fraction());
        }
    }

    @Test
    void beginsAnewWhenKeptWorkDoesNotFit() throws Exception {
        byte[] whole = engine.draw(order(seeded(3, 2)), steps::add)
                .pictures()
                .getFirst()
                .file();
        byte[] ofTwo = steps.getFirst().state().bytes();

        byte[] alone = engine.draw(order(seeded(3, 1)), step -> {})
                .pictures()
                .getFirst()
                .file();
        for (byte[] misfit : List.of(ofTwo, new byte[0], new byte[100])) {
            DrawnImages drawn = engine.draw(resumed(order(seeded(3, 1)), misfit), step -> {});
            assertThat(drawn.pictures().getFirst().file()).isEqualTo(alone).isEqualTo(whole);
        }
    }

    @Test
    void branchesOffAnotherOrderFromKeptWorkOrWithoutIt() throws Exception {
        ImageOrder parent = order(stepped(3, "a black ring"));
        byte[] ofParent = engine.draw(parent, steps::add).pictures().getFirst().file();
        byte[] afterTwo = steps.get(1).state().bytes();
        ImageOrder branch = order(stepped(3, "a black square"));

        byte[] kept = engine.draw(branched(branch, parent, 2, Optional.of(afterTwo)), step -> {})
                .pictures()
                .getFirst()
                .file();
        steps.clear();
        byte[] remade = engine.draw(branched(branch, parent, 2, Optional.empty()), steps::add)
                .pictures()
                .getFirst()
                .file();
        byte[] same = engine.draw(branched(parent, parent, 2, Optional.empty()), step -> {})
                .pictures()
                .getFirst()
                .file();
        byte[] plain = engine.draw(branch, step -> {}).pictures().getFirst().file();

        assertThat(remade).isEqualTo(kept).isNotEqualTo(ofParent).isNotEqualTo(plain);
        assertThat(same).isEqualTo(ofParent);
        assertThat(steps).extracting(EngineStep::step).containsExactly(1, 2, 3, 1);
    }

    @Test
    @Timeout(30)
    void stopsAtTheNextStepWhenTheCallerIsInterrupted() throws Exception {
        CountDownLatch stepped = new CountDownLatch(3);
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                engine.draw(order(endless()), step -> stepped.countDown());
            } catch (InterruptedException interruption) {
                outcome.set(interruption);
            }
        });
        stepped.await();

        caller.interrupt();
        caller.join();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThat(engine.secondsLeft()).isZero();
    }

    @Test
    @Timeout(60)
    void aShortOrderDoesNotWaitForALongOne() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                engine.draw(order(endless()), step -> begun.countDown());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();

        engine.draw(order(input(1, OptionalInt.empty())), steps::add);

        assertThat(caller.isAlive()).isTrue();
        assertThat(engine.secondsLeft()).isPositive();
        caller.interrupt();
        caller.join();
    }

    private static GenerationInput endless() {
        return input("a black ring", 7, 1, 1_000);
    }

    private static GenerationInput seeded(long seed, int outputs) {
        return input("a black ring", seed, outputs, 2);
    }

    private static GenerationInput stepped(int baseSteps, String prompt) {
        return input(prompt, 7, 1, baseSteps);
    }

    private static GenerationInput input(String prompt, long seed, int outputs, int baseSteps) {
        return new GenerationInput(
                prompt,
                "",
                seed,
                outputs,
                OptionalInt.empty(),
                OptionalInt.of(baseSteps),
                OptionalInt.of(1),
                Optional.of(Sampler.ANCESTRAL),
                OptionalDouble.of(3),
                Optional.empty(),
                OutputOptions.PLAIN,
                Optional.empty(),
                Set.of());
    }

    private static ImageOrder resumed(ImageOrder order, byte[] checkpoint) {
        return new ImageOrder(
                order.model(),
                order.input(),
                order.source(),
                Optional.of(checkpoint),
                order.tenant(),
                order.priority(),
                order.deadline(),
                order.branch());
    }

    private static ImageOrder branched(ImageOrder order, ImageOrder parent, int step, Optional<byte[]> state) {
        return new ImageOrder(
                order.model(),
                order.input(),
                order.source(),
                Optional.empty(),
                order.tenant(),
                order.priority(),
                order.deadline(),
                Optional.of(new ImageOrder.Start(parent, step, state)));
    }

    private static StepOrder order() {
        return new FairOrder(new DeficitRoundRobin(Duration.ofMillis(100)), Duration.ofSeconds(2));
    }

    private static ImageOrder order(GenerationInput input) {
        return new ImageOrder(MODEL, input, Optional.empty());
    }

    private static ImageOrder from(SourcePicture source) {
        return new ImageOrder(MODEL, input(1, OptionalInt.empty()), Optional.of(source));
    }

    private static GenerationInput input(int outputs, OptionalInt size) {
        return new GenerationInput(
                "a black ring",
                "",
                7,
                outputs,
                size,
                OptionalInt.of(2),
                OptionalInt.of(1),
                Optional.of(Sampler.DDIM),
                OptionalDouble.of(3),
                Optional.empty(),
                OutputOptions.PLAIN,
                Optional.empty(),
                Set.of());
    }

    private static RgbImage plain(int side, int value) {
        byte[] rgb = new byte[3 * side * side];
        java.util.Arrays.fill(rgb, (byte) value);
        return new RgbImage(side, side, rgb);
    }

    private static RgbImage read(Picture picture) {
        return new PictureReader(PictureReader.DEFAULT_MAXIMUM_SIDE).picture(picture.file());
    }
}
