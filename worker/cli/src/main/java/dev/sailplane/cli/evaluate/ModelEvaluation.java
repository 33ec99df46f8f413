package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.OrderlyStop;
import dev.sailplane.cli.ProgressBars;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.pipeline.Course;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.GenerationSettings;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.training.evaluation.Attribute;
import dev.sailplane.training.evaluation.ErasedObjects;
import dev.sailplane.training.evaluation.Evaluation;
import dev.sailplane.training.evaluation.Evaluation.Result;
import dev.sailplane.training.evaluation.Fidelity;
import dev.sailplane.training.evaluation.ResultTable;
import dev.sailplane.training.evaluation.SignalToNoise;
import dev.sailplane.training.inspection.Inspection;
import dev.sailplane.training.inspection.Inspector;
import dev.sailplane.training.inspection.Nouns;
import dev.sailplane.training.inspection.PixelRules;
import dev.sailplane.training.report.ContactSheet;
import dev.sailplane.training.report.GuidanceCurve;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneRenderer;
import dev.sailplane.training.scene.SpriteCatalogue;
import dev.sailplane.training.scene.SpriteImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;

/** One evaluation from the command line: draws, judges, writes. */
final class ModelEvaluation {
    private static final int ON_SHEET = 64;

    private final EvaluationOptions options;
    private final SceneRenderer renderer = new SceneRenderer(SpriteImages.inTheBox());
    private final Nouns nouns = new Nouns(SpriteCatalogue.inTheBox());

    ModelEvaluation(EvaluationOptions options) {
        this.options = options;
    }

    /**
     * Evaluates a model. Files are written after each guidance scale, so that those done are kept if it is stopped.
     *
     * @throws IllegalArgumentException when an option is out of range or contradicts the model
     */
    ResultTable run(ModelDirectory model) throws IOException {
        try (OrderlyStop stop = new OrderlyStop();
                GlidePipeline pipeline = GlideModel.open(model, options.engine().loader());
                Inspector inspector = inspector()) {
            List<GenerationSettings> settings = options.settings(pipeline);
            int side = pipeline.imageSize(settings.getFirst());
            Optional<Enlargement> enlargement = enlargement(pipeline, settings.getFirst());
            SpriteCatalogue sprites = options.sprites();
            Evaluation evaluation = new Evaluation(
                    options.set().scenes(sprites, options.prompts()),
                    options.set().reference(sprites, options.prompts()),
                    side,
                    renderer,
                    inspector,
                    nouns);
            Artist artist = new Artist(pipeline, options.engine().noise(), options.seed(), stop);
            List<Result> results = new ArrayList<>(List.of(evaluation.trueRenders(), evaluation.shuffledPrompts()));
            Files.createDirectories(options.folder());
            enlargement.ifPresent(small -> results.add(bicubic(evaluation, inspector, small)));
            for (GenerationSettings each : settings) {
                Exhibition exhibition = new Exhibition(name(each), evaluation, inspector, enlargement);
                results.add(drawn(exhibition, artist, each, side));
                write(results);
            }
            return new ResultTable(results);
        }
    }

    private Optional<Enlargement> enlargement(GlidePipeline pipeline, GenerationSettings settings) {
        if (!options.enlarge()) {
            return Optional.empty();
        }
        if (settings.upsampling().isEmpty()) {
            throw new IllegalArgumentException("the model has no upsampler");
        }
        int small = pipeline.imageSize(settings.withoutUpsampling());
        return Optional.of(new Enlargement(renderer, small, pipeline.imageSize(settings)));
    }

    private Inspector inspector() throws IOException {
        ComputeSettings compute = ComputeSettings.onCpu(Precision.FP32);
        PixelRules rules = new PixelRules(renderer);
        Optional<Path> weights = options.inspector();
        return weights.isPresent()
                ? Inspector.open(weights.get(), rules, nouns, compute)
                : Inspector.inTheBox(rules, nouns, compute);
    }

    private static Result bicubic(Evaluation evaluation, Inspector inspector, Enlargement enlargement) {
        List<Inspection> found = new ArrayList<>();
        DoubleSummaryStatistics psnr = new DoubleSummaryStatistics();
        for (Scene scene : evaluation.scenes()) {
            RgbImage picture = enlargement.bicubic(scene);
            found.add(inspector.inspect(picture));
            psnr.accept(SignalToNoise.psnr(picture, enlargement.truth(scene)));
        }
        return evaluation.of("bicubic", found, Fidelity.ofPsnr(psnr.getAverage()));
    }

    /** What is drawn under one name, and who looks at it. */
    private record Exhibition(
            String name, Evaluation evaluation, Inspector inspector, Optional<Enlargement> enlargement) {}

    private Result drawn(Exhibition exhibition, Artist artist, GenerationSettings settings, int side)
            throws IOException {
        List<Scene> scenes = exhibition.evaluation.scenes();
        List<Inspection> found = new ArrayList<>();
        List<RgbImage> shown = new ArrayList<>();
        Exactness exactness = new Exactness();
        DoubleSummaryStatistics psnr = new DoubleSummaryStatistics();
        try (ProgressBar bar = ProgressBars.counting(exhibition.name, " pictures", 1, scenes.size())) {
            artist.draw(
                    scenes.size(),
                    number -> order(scenes.get(number), exhibition, settings, side),
                    settings,
                    (order, picture) -> {
                        Scene scene = scenes.get(found.size());
                        found.add(exhibition.inspector.inspect(picture));
                        order.edit().ifPresent(edit -> exactness.add(edit, picture));
                        exhibition.enlargement.ifPresent(
                                small -> psnr.accept(SignalToNoise.psnr(picture, small.truth(scene))));
                        if (shown.size() < ON_SHEET) {
                            shown.add(picture);
                        }
                        bar.step();
                    });
        }
        String captions =
                scenes.subList(0, shown.size()).stream().map(Scene::caption).collect(Collectors.joining("\n"));
        byte[] sheet = Png.write(ContactSheet.of(shown), Map.of("Prompts", captions));
        Files.write(file(exhibition.name.replace(' ', '-') + ".png"), sheet);
        Fidelity fidelity =
                psnr.getCount() > 0 ? Fidelity.ofPsnr(psnr.getAverage()) : Fidelity.ofKept(exactness.kept());
        return exhibition.evaluation.of(exhibition.name, found, fidelity);
    }

    private Artist.Order order(Scene scene, Exhibition exhibition, GenerationSettings settings, int side) {
        Optional<Edit> edit = options.inpaint()
                ? Optional.of(new Edit(renderer.render(scene, side), ErasedObjects.mask(scene, side)))
                : Optional.empty();
        Course course = exhibition
                .enlargement
                .map(small -> small.course(scene, settings.base().respacing().steps()))
                .orElse(Course.WHOLE);
        return new Artist.Order(scene.caption(), edit, course);
    }

    private String name(GenerationSettings settings) {
        return options.enlarge()
                ? "upsampler"
                : "guidance " + shortest(settings.base().guidanceScale());
    }

    private void write(List<Result> results) throws IOException {
        Files.write(file("scores.csv"), new ResultTable(results).csv());
        List<GuidanceCurve.Point> points = results.stream()
                .skip(2) // ceiling and floor
                .map(result -> new GuidanceCurve.Point(
                        result.frechet(), result.scores().means().getOrDefault(Attribute.WHOLE_PROMPT, 0.0)))
                .toList();
        if (points.size() > 1 && !options.enlarge()) {
            Files.write(file("curve.png"), GuidanceCurve.png(points));
        }
    }

    private Path file(String name) {
        return options.folder().resolve(name);
    }

    private static String shortest(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%s", number);
    }
}
