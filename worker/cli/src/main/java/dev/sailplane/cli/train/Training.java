package dev.sailplane.cli.train;

import dev.sailplane.cli.OrderlyStop;
import dev.sailplane.cli.ProgressBars;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.training.data.ExampleSource;
import dev.sailplane.training.report.LossCurve;
import dev.sailplane.training.report.LossLog;
import dev.sailplane.training.run.Lesson;
import dev.sailplane.training.run.ModelFolder;
import dev.sailplane.training.run.StepReport;
import dev.sailplane.training.run.TrainingRun;
import dev.sailplane.training.run.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import me.tongfei.progressbar.ProgressBar;

/** One training from the command line: steps, and what is written between them. */
final class Training {
    private static final double GIBIBYTE = 1 << 30;

    private final Origin origin;
    private final Lesson lesson;
    private final ExampleSource examples;
    private final TrainingOptions options;
    private final OutputOptions output;
    private final TrainingSettings settings;
    private final ModelFolder model;

    /**
     * Trains as options say. Gives the model's folder.
     *
     * @param err where people are told what they must know
     * @throws IllegalArgumentException when an option is out of range
     */
    static Path run(
            Origin origin,
            LessonOptions lesson,
            DataOptions data,
            TrainingOptions options,
            OutputOptions output,
            PrintWriter err)
            throws IOException {
        Lesson learnt = lesson.lesson(origin);
        SkipReport skipped = new SkipReport(err);
        Path model = new Training(origin, learnt, data.open(options.seed(), skipped), options, output).run(err);
        skipped.close();
        return model;
    }

    private Training(
            Origin origin, Lesson lesson, ExampleSource examples, TrainingOptions options, OutputOptions output) {
        this.origin = origin;
        this.lesson = lesson;
        this.examples = examples;
        this.options = options;
        this.output = output;
        settings = options.settings(origin.role());
        if (output.form().compact() && !(origin instanceof Origin.Configuration)) {
            throw new IllegalArgumentException(
                    "--compact needs --config without --base: a model may know tokens from before");
        }
        model = new ModelFolder(
                output.folder().resolve("model"), origin.file(), output.name(), origin.role(), output.form());
    }

    private Path run(PrintWriter err) throws IOException {
        int checkpointEvery = output.checkpointEvery();
        Files.createDirectories(output.folder());
        try (TrainingRun run = begin();
                OrderlyStop stop = new OrderlyStop();
                ProgressBar bar = ProgressBars.counting("training", " steps", 1, settings.steps())) {
            err.printf(Locale.ROOT, "%.1f GiB are held besides what a batch needs%n", lesson.heldBytes() / GIBIBYTE);
            run.deviations().forEach(reason -> err.printf("%s: %s%n", state(), reason));
            err.flush();
            LossLog log = LossLog.open(output.folder().resolve("loss.csv"), run.stepsDone());
            bar.stepTo(run.stepsDone());
            Pace pace = new Pace(settings.picturesPerStep());
            while (!run.over()) {
                StepReport report = run.step();
                log.add(report);
                bar.stepTo(report.step());
                bar.setExtraMessage(pace.after(report));
                if (report.step() % checkpointEvery == 0) {
                    save(run, log);
                }
                drawSamples(run);
                stopIfAsked(stop, run, log);
            }
            save(run, log);
            return model.write(run).folder();
        }
    }

    private TrainingRun begin() throws IOException {
        TrainingRun.Task task = new TrainingRun.Task(lesson, examples, options.compute(), origin.start());
        if (Files.exists(state())) {
            return TrainingRun.resume(state(), task, settings);
        }
        Optional<Checkpoint> first = origin.weights();
        if (first.isEmpty()) {
            return TrainingRun.fromNothing(task, settings);
        }
        try (Checkpoint weights = first.get()) {
            return TrainingRun.from(weights, task, settings);
        }
    }

    private void save(TrainingRun run, LossLog log) throws IOException {
        run.save(state());
        Files.write(output.folder().resolve("loss.png"), LossCurve.png(log.noiseErrors()));
    }

    /** A sheet, if it is time for one and the model is whole. */
    private void drawSamples(TrainingRun run) throws IOException {
        int every = output.samplesEvery();
        if (every == 0 || run.stepsDone() % every != 0) {
            return;
        }
        ModelDirectory written = model.write(run);
        if (written.missing().isEmpty()) {
            SampleSheet sheet = new SampleSheet(settings.seed(), options.device());
            Path file = output.folder().resolve("samples-%d.png".formatted(run.stepsDone()));
            if (origin.role().inpainting()) {
                sheet.edit(examples, written, file);
            } else {
                sheet.draw(examples.prompts(SampleSheet.PICTURES), written, file);
            }
        }
    }

    private void stopIfAsked(OrderlyStop stop, TrainingRun run, LossLog log) throws IOException {
        try {
            stop.check();
        } catch (CancellationException stopping) {
            save(run, log);
            throw stopping;
        }
    }

    private Path state() {
        return output.folder().resolve("state.safetensors");
    }

    /** Pictures a second since this process began, and the last loss. */
    private static final class Pace {
        private final int picturesPerStep;
        private final long start = System.nanoTime();
        private long pictures;

        Pace(int picturesPerStep) {
            this.picturesPerStep = picturesPerStep;
        }

        String after(StepReport report) {
            pictures += picturesPerStep;
            double seconds = (System.nanoTime() - start) / 1e9;
            return String.format(Locale.ROOT, "%.1f images/s, loss %.4f", pictures / seconds, report.loss());
        }
    }
}
