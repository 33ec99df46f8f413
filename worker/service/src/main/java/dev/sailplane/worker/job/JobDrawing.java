package dev.sailplane.worker.job;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.OutputImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out a job: source from the store, engine, pictures to the store. Tells how it goes on the way. */
public final class JobDrawing {
    private final ImageEngine engine;
    private final ImageStore store;
    private final JobEvents events;
    private final InstantSource clock;
    private final String worker;
    private final Paces paces = new Paces();

    /** @param worker the worker's name, for those who watch */
    public JobDrawing(ImageEngine engine, ImageStore store, JobEvents events, InstantSource clock, String worker) {
        this.engine = engine;
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.worker = worker;
    }

    JobEvent.Completion carryOut(Job job, int attempt) throws InterruptedException {
        Instant startedAt = clock.instant();
        events.tell(new JobEvent.Started(job.id(), attempt, worker, startedAt, 0));
        DrawnImages drawn = draw(job, attempt);
        List<OutputImage> outputs = keep(job, drawn.pictures());
        return new JobEvent.Completion(
                outputs, startedAt, clock.instant(), seconds(drawn.deviceTime()), attempt, drawn.numerics());
    }

    private DrawnImages draw(Job job, int attempt) throws InterruptedException {
        ImageOrder order = order(job);
        TimeLeft timeLeft = new TimeLeft(job, paces, clock);
        ProgressTeller progress = new ProgressTeller(job.id(), attempt, timeLeft, events, clock);
        if (!job.input().output().previews()) {
            return engine.draw(order, progress);
        }
        try (PreviewTeller previews = new PreviewTeller(job.id(), attempt, store, events, clock)) {
            return engine.draw(order, step -> {
                progress.step(step);
                previews.step(step);
            });
        }
    }

    private ImageOrder order(Job job) throws InterruptedException {
        Optional<GenerationInput.Source> source = job.input().source();
        return new ImageOrder(
                job.model(), job.input(), source.isPresent() ? Optional.of(source(source.get())) : Optional.empty());
    }

    private SourcePicture source(GenerationInput.Source source) throws InterruptedException {
        return switch (source) {
            case GenerationInput.Edit edit ->
                new SourcePicture.Edited(store.source(edit.imageKey()), store.source(edit.maskKey()));
            case GenerationInput.Variation variation ->
                new SourcePicture.Varied(store.source(variation.imageKey()), variation.strength());
        };
    }

    private List<OutputImage> keep(Job job, List<Picture> pictures) throws InterruptedException {
        List<OutputImage> outputs = new ArrayList<>();
        for (Picture picture : pictures) {
            outputs.add(store.keep(job.id(), outputs.size(), picture));
        }
        return outputs;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
