package dev.sailplane.cli.evaluate;

import dev.sailplane.cli.OrderlyStop;
import dev.sailplane.cli.ProgressBars;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.GenerationSettings;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.training.evaluation.Attribute;
import dev.sailplane.training.evaluation.ErasedObjects;
import dev.sailplane.training.evaluation.Evaluation;
import dev.sailplane.training.evaluation.Evaluation.Result;
import dev.sailplane.training.evaluation.ResultTable;
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
            Evaluation evaluation = new Evaluation(options.set(), options.prompts(), side, renderer, inspector, nouns);
            Artist artist = new Artist(pipeline, options.engine().noise(), options.seed(), stop);
            List<Result> results = new ArrayList<>(List.of(evaluation.trueRenders(), evaluation.shuffledPrompts()));
            Files.createDirectories(options.folder());
            for (GenerationSettings each : settings) {
                results.add(drawn(evaluation, inspector, artist, each, side));
                write(results);
            }
            return new ResultTable(results);
        }
    }

    private Inspector inspector() throws IOException {
        ComputeSettings compute = ComputeSettings.onCpu(Precision.FP32);
        return Inspector.open(options.inspector(), new PixelRules(renderer), nouns, compute);
    }

    private Result drawn(
            Evaluation evaluation, Inspector inspector, Artist artist, GenerationSettings settings, int side)
            throws IOException {
        List<Scene> scenes = evaluation.scenes();
        List<Inspection> found = new ArrayList<>();
        List<RgbImage> shown = new ArrayList<>();
        Exactness exactness = new Exactness();
        String name = "guidance " + shortest(settings.base().guidanceScale());
        try (ProgressBar bar = ProgressBars.counting(name, " pictures", 1, scenes.size())) {
            artist.draw(scenes.size(), number -> order(scenes.get(number), side), settings, (order, picture) -> {
                found.add(inspector.inspect(picture));
                order.edit().ifPresent(edit -> exactness.add(edit, picture));
                if (shown.size() < ON_SHEET) {
                    shown.add(picture);
                }
                bar.step();
            });
        }
        String captions =
                scenes.subList(0, shown.size()).stream().map(Scene::caption).collect(Collectors.joining("\n"));
        byte[] sheet = Png.write(ContactSheet.of(shown), Map.of("Prompts", captions));
        Files.write(file(name.replace(' ', '-') + ".png"), sheet);
        return evaluation.of(name, found, exactness.kept());
    }

    private Artist.Order order(Scene scene, int side) {
        Optional<Edit> edit = options.inpaint()
                ? Optional.of(new Edit(renderer.render(scene, side), ErasedObjects.mask(scene, side)))
                : Optional.empty();
        return new Artist.Order(scene.caption(), edit);
    }

    private void write(List<Result> results) throws IOException {
        Files.write(file("scores.csv"), new ResultTable(results).csv());
        List<GuidanceCurve.Point> points = results.stream()
                .skip(2) // ceiling and floor
                .map(result -> new GuidanceCurve.Point(
                        result.frechet(), result.scores().means().getOrDefault(Attribute.WHOLE_PROMPT, 0.0)))
                .toList();
        if (points.size() > 1) {
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
