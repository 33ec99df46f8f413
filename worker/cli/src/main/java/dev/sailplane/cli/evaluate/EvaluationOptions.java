package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.generate.EngineOptions;
import dev.sailplane.cli.generate.StepSelectionConverter;
import dev.sailplane.cli.scenes.SetOption;
import dev.sailplane.cli.scenes.StickerOptions;
import dev.sailplane.diffusion.model.SettingsRequest;
import dev.sailplane.diffusion.model.StepSelection;
import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.pipeline.GenerationSettings;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.training.evaluation.PromptSet;
import dev.sailplane.training.scene.SpriteCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is drawn and judged, and with what, as a mixin. */
final class EvaluationOptions {
    private static final List<Double> SWEEP = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--inspector",
            paramLabel = "FILE",
            description = "The judge's weights, from ./sailplane inspector train (default: those in the box).")
    private @Nullable Path inspector;

    @Option(names = "--prompts", paramLabel = "N", description = "How many prompts (default: ${DEFAULT-VALUE}).")
    private int prompts = 1000;

    @Mixin
    private SetOption set = new SetOption();

    @Mixin
    private StickerOptions stickers = new StickerOptions();

    @Option(
            names = "--guidance",
            paramLabel = "X",
            split = ",",
            description = "Guidance scales, one after the other (default: the model's).")
    private List<Double> guidance = List.of();

    @Option(names = "--sweep", description = "Guidance scales from 1 to 8, and curve.png of them.")
    private boolean sweep;

    @Option(
            names = "--inpaint",
            description = "Have the objects of true renders drawn anew; the column kept tells what became of the rest.")
    private boolean inpaint;

    @Option(
            names = "--enlarge",
            description = {
                "Judge the upsampler alone: true renders, made small, are enlarged, and bicubically, too.",
                "The column psnr tells how near both come (dB)."
            })
    private boolean enlarge;

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            converter = StepSelectionConverter.class,
            description = "Steps of the base stage (default: the model's).")
    private @Nullable StepSelection steps;

    @Option(names = "--size", paramLabel = "PIXELS", description = "One of the model's two sizes (default: the large).")
    private @Nullable Integer size;

    @Option(names = "--seed", paramLabel = "N", description = "Decides the pictures' noise (default: 0).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for scores.csv and pictures (default: here).")
    private Path folder = Path.of("");

    EngineOptions engine() {
        return engine;
    }

    Optional<Path> inspector() {
        return Optional.ofNullable(inspector);
    }

    int prompts() {
        return prompts;
    }

    PromptSet set() {
        return set.set();
    }

    SpriteCatalogue sprites() {
        return stickers.sprites();
    }

    boolean enlarge() {
        return enlarge;
    }

    boolean inpaint() {
        return inpaint;
    }

    long seed() {
        return seed;
    }

    Path folder() {
        return folder;
    }

    /**
     * What to draw with, one for each guidance scale.
     *
     * @throws IllegalArgumentException when an option is out of range or contradicts another
     */
    List<GenerationSettings> settings(GlidePipeline pipeline) {
        if (sweep && !guidance.isEmpty()) {
            throw new IllegalArgumentException("--sweep names the guidance scales; leave out --guidance");
        }
        if (enlarge && (sweep || inpaint || !guidance.isEmpty() || size != null)) {
            throw new IllegalArgumentException(
                    "--enlarge is about the upsampler: leave out --inpaint, --size, --guidance and --sweep");
        }
        BaseSettings defaults = pipeline.defaults(inpaint).base();
        List<Double> own = guidance.isEmpty() ? List.of(defaults.guidanceScale()) : guidance;
        return (sweep ? SWEEP : own)
                .stream()
                        .map(scale -> new SettingsRequest(
                                        size == null ? OptionalInt.empty() : OptionalInt.of(size),
                                        Optional.ofNullable(steps),
                                        Optional.empty(),
                                        Optional.empty(),
                                        OptionalDouble.of(scale))
                                .completedBy(pipeline, inpaint))
                        .toList();
    }
}
