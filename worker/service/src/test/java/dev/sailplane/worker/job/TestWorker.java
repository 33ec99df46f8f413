package dev.sailplane.worker.job;

import java.time.Duration;
import java.time.InstantSource;

/** A worker of fakes, each in reach of the test. */
final class TestWorker {
    final FakeImageStore images;
    final FakeCheckpointStore checkpoints;
    final FakeJobEvents events = new FakeJobEvents();
    final FakeDeadLetters deadLetters = new FakeDeadLetters();
    final FakeJobRequeue queue = new FakeJobRequeue();
    final FakeEndedJobs ended = new FakeEndedJobs();
    final Drain drain = new Drain(Duration.ofSeconds(10), Duration.ofMillis(100), InstantSource.system());
    CheckpointRule rule = CheckpointRule.OFF;
    InstantSource clock = InstantSource.system();
    Patience patience = Patience.NONE;
    private final LastWords lastWords;

    TestWorker() {
        this(new FakeImageStore(), new FakeCheckpointStore());
    }

    private TestWorker(FakeImageStore images, FakeCheckpointStore checkpoints) {
        this.images = images;
        this.checkpoints = checkpoints;
        this.lastWords = new LastWords(images, events, ended);
    }

    /** Another worker on the same bucket. */
    TestWorker next() {
        return new TestWorker(images, checkpoints);
    }

    /** With at most four attempts. */
    JobWorker with(ImageEngine engine, Cancellations cancellations) {
        return new JobWorker(
                new StoppableDrawing(drawing(engine), cancellations, drain, clock),
                files(),
                lastWords,
                new LastResort(events, deadLetters, queue),
                new AttemptPolicy(4, Duration.ZERO));
    }

    JobWorker with(ImageEngine engine) {
        return with(engine, new Cancellations());
    }

    JobDrawing drawing(ImageEngine engine) {
        return new JobDrawing(engine, files(), rule, drain, new Reporter(events, clock, "worker-1"));
    }

    private JobFiles files() {
        return new JobFiles(images, checkpoints, patience);
    }
}
