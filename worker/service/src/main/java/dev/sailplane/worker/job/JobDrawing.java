package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.OutputImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Carries out a job: source and checkpoint from the store, engine, pictures to the store. Tells how it goes on the way,
 * and saves what is done of it, so that another attempt can go on from there.
 */
public final class JobDrawing {
    private static final double MILLISECONDS = 1_000;

    private final ImageEngine engine;
    private final JobFiles files;
    private final CheckpointRule rule;
    private final Drain drain;
    private final Reporter reporter;
    private final Paces paces = new Paces();

    public JobDrawing(ImageEngine engine, JobFiles files, CheckpointRule rule, Drain drain, Reporter reporter) {
        this.engine = engine;
        this.files = files;
        this.rule = rule;
        this.drain = drain;
        this.reporter = reporter;
    }

    JobEvent.Completion carryOut(Attempt attempt) throws InterruptedException {
        Instant startedAt = reporter.clock().instant();
        attempt.fence().claim();
        Optional<Checkpoint> checkpoint = attempt.fence().checkpoint();
        tellStarted(attempt, startedAt, checkpoint.map(Checkpoint::steps).orElse(0));
        ImageOrder order = new Orders(files).order(attempt.job(), checkpoint.map(Checkpoint::content));
        Finished finished = finished(order, attempt);
        Duration before = checkpoint.map(Checkpoint::deviceTime).orElse(Duration.ZERO);
        return new JobEvent.Completion(
                finished.outputs,
                startedAt,
                reporter.clock().instant(),
                before.plus(finished.drawn.deviceTime()).toMillis() / MILLISECONDS,
                attempt.number(),
                finished.drawn.numerics());
    }

    private Finished finished(ImageOrder order, Attempt attempt) throws InterruptedException {
        try (Checkpointing checkpointing = checkpointing(attempt)) {
            try {
                DrawnImages drawn = draw(order, attempt, checkpointing);
                checkpointing.awaitKept();
                return new Finished(drawn, keep(attempt.job(), drawn.pictures()));
            } catch (CancellationException stopped) {
                checkpointing.requireHeld();
                throw stopped;
            } catch (InterruptedException interruption) {
                if (drain.begun()) {
                    checkpointing.saveNewest(drain.left());
                }
                throw interruption;
            }
        }
    }

    private DrawnImages draw(ImageOrder order, Attempt attempt, Checkpointing checkpointing)
            throws InterruptedException {
        ProgressTeller progress = progress(attempt);
        EngineListener listener = step -> {
            checkpointing.step(step);
            progress.step(step);
        };
        if (!order.input().output().previews()) {
            return engine.draw(order, listener);
        }
        try (PreviewTeller previews = previews(attempt)) {
            return engine.draw(order, step -> {
                listener.step(step);
                previews.step(step);
            });
        }
    }

    private void tellStarted(Attempt attempt, Instant startedAt, int resumedSteps) {
        reporter.events()
                .tell(new JobEvent.Started(
                        attempt.job().id(), attempt.number(), reporter.worker(), startedAt, resumedSteps));
    }

    private Checkpointing checkpointing(Attempt attempt) {
        return new Checkpointing(attempt.fence(), rule, attempt.job().input().checkpointSteps(), reporter.clock());
    }

    private ProgressTeller progress(Attempt attempt) {
        TimeLeft timeLeft = new TimeLeft(attempt.job(), paces, reporter.clock());
        return new ProgressTeller(attempt.job().id(), attempt.number(), timeLeft, reporter.events(), reporter.clock());
    }

    private PreviewTeller previews(Attempt attempt) {
        return new PreviewTeller(
                attempt.job().id(), attempt.number(), files.images(), reporter.events(), reporter.clock());
    }

    private List<OutputImage> keep(Job job, List<Picture> pictures) throws InterruptedException {
        List<OutputImage> outputs = new ArrayList<>();
        for (Picture picture : pictures) {
            outputs.add(files.images().keep(job.id(), outputs.size(), picture));
        }
        return outputs;
    }

    private record Finished(DrawnImages drawn, List<OutputImage> outputs) {}
}
