package dev.sailplane.worker.glide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Sampler;
import dev.sailplane.diffusion.image.PictureReader;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.ComputeChoice;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelLibrary;
import dev.sailplane.worker.job.DrawnImages;
import dev.sailplane.worker.job.EngineStep;
import dev.sailplane.worker.job.ImageOrder;
import dev.sailplane.worker.job.PermanentFailureException;
import dev.sailplane.worker.job.Picture;
import dev.sailplane.worker.job.SourcePicture;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine on the toy model in the box. */
final class GlideImageEngineIT {
    private static final String TOY = "sailplane/toy-shapes";
    private static final int SIDE = 64;

    private static final AtomicInteger LOADS = new AtomicInteger();
    private static GlideImageEngine engine;

    private final List<EngineStep> steps = new ArrayList<>();

    @BeforeAll
    static void load() {
        ModelLibrary library = new ModelLibrary(List.of(Path.of("..", "models")));
        ComputeChoice cpu = new ComputeChoice("cpu", Optional.empty(), 0);
        PipelineSource pipelines = name -> {
            ModelDirectory model = library.find(name);
            LOADS.incrementAndGet();
            return () -> GlideModel.open(model, cpu);
        };
        engine = new GlideImageEngine(pipelines, 1);
        engine.prepare(TOY);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void drawsAsManyPicturesAsOrderedInAsManySteps() {
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
    void drawsTheSameBytesFromTheSameOrder() {
        ImageOrder order = order(input(1, OptionalInt.empty()));

        assertThat(engine.draw(order, steps::add).pictures().getFirst().file())
                .isEqualTo(engine.draw(order, steps::add).pictures().getFirst().file());
    }

    @Test
    void leavesOutTheUpsamplerForASmallPicture() {
        DrawnImages drawn = engine.draw(order(input(1, OptionalInt.of(16))), steps::add);

        assertThat(drawn.pictures().getFirst().width()).isEqualTo(16);
        assertThat(steps).extracting(EngineStep::stage).containsOnly("base");
    }

    @Test
    void keepsTheKeptPixelsOfAnEdit() {
        byte[] source = Png.write(plain(SIDE, 200), Map.of());
        byte[] keepAll = Png.write(plain(SIDE, 255), Map.of());

        DrawnImages drawn = engine.draw(from(new SourcePicture.Edited(source, keepAll)), steps::add);

        RgbImage pixels = read(drawn.pictures().getFirst());
        assertThat(pixels.rgb()[0] & 0xff).isBetween(195, 205);
    }

    @Test
    void variesAPicture() {
        byte[] source = Png.write(plain(SIDE, 200), Map.of());

        engine.draw(from(new SourcePicture.Varied(source, 0.5)), steps::add);

        assertThat(steps).extracting(EngineStep::steps).containsExactly(1, 1);
    }

    @Test
    void refusesAStrengthOutOfRange() {
        byte[] source = Png.write(plain(SIDE, 200), Map.of());

        assertThatThrownBy(() -> engine.draw(from(new SourcePicture.Varied(source, 2)), steps::add))
                .isInstanceOfSatisfying(
                        PermanentFailureException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("input-invalid"));
    }

    @Test
    void showsSmallPicturesOfEachStepWhenAsked() {
        engine.draw(order(input(2, OptionalInt.empty())), steps::add);

        assertThat(steps)
                .allSatisfy(step -> assertThat(step.previews().jpegs())
                        .hasSize(2)
                        .allSatisfy(jpeg -> assertThat(ImageIO.read(new ByteArrayInputStream(jpeg))
                                        .getWidth())
                                .isEqualTo(step.stage().equals("base") ? 16 : SIDE)));
    }

    @Test
    void saysThatAnUnknownModelIsUnknown() {
        ImageOrder order = new ImageOrder("who/knows", input(1, OptionalInt.empty()), Optional.empty());

        assertThatThrownBy(() -> engine.draw(order, steps::add))
                .isInstanceOfSatisfying(PermanentFailureException.class, failure -> {
                    assertThat(failure.failure().code()).isEqualTo("model-unknown");
                    assertThat(failure.failure().message()).contains("who/knows");
                });
    }

    @Test
    void keepsItsModelWhenAnUnknownOneIsAskedFor() {
        int before = LOADS.get();
        ImageOrder unknown = new ImageOrder("who/knows", input(1, OptionalInt.empty()), Optional.empty());
        assertThatThrownBy(() -> engine.draw(unknown, steps::add)).isInstanceOf(PermanentFailureException.class);

        engine.draw(order(input(1, OptionalInt.of(16))), steps::add);

        assertThat(LOADS).hasValue(before);
    }

    @Test
    void saysThatASizeIsNotAmongTheModels() {
        assertThatThrownBy(() -> engine.draw(order(input(1, OptionalInt.of(512))), steps::add))
                .isInstanceOfSatisfying(
                        PermanentFailureException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("input-invalid"));
    }

    @Test
    void saysThatASourceCannotBeRead() {
        assertThatThrownBy(() -> engine.draw(from(new SourcePicture.Edited(new byte[3], new byte[3])), steps::add))
                .isInstanceOfSatisfying(
                        PermanentFailureException.class,
                        failure -> assertThat(failure.failure().code()).isEqualTo("input-unreadable"));
    }

    @Test
    void stopsWhenToldTo() {
        assertThatThrownBy(() -> engine.draw(order(input(1, OptionalInt.empty())), step -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    private static ImageOrder order(GenerationInput input) {
        return new ImageOrder(TOY, input, Optional.empty());
    }

    private static ImageOrder from(SourcePicture source) {
        return new ImageOrder(TOY, input(1, OptionalInt.empty()), Optional.of(source));
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
