package dev.sailplane.worker.glide;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.diffusion.image.PictureException;
import dev.sailplane.diffusion.model.ModelException;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.pipeline.GeneratedImage;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.scheduling.StepFailedException;
import dev.sailplane.diffusion.scheduling.StepOrder;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import dev.sailplane.worker.job.DrawnImages;
import dev.sailplane.worker.job.EngineListener;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.ImageOrder;
import dev.sailplane.worker.job.PermanentFailureException;
import dev.sailplane.worker.job.Picture;
import dev.sailplane.worker.job.RetriableFailureException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws with GLIDE, as many orders at once as come: their steps share batches on one device thread ({@link DeviceLoop}).
 * Orders begin in the order in which they came; one whose model finds no room waits until another model is out of use, and
 * those behind it wait with it, so that its turn comes. Safe for use by many threads.
 */
public final class GlideImageEngine implements ImageEngine {
    /** Failure code of an order whose steps fail though nothing else shares their batch. */
    public static final String STEP_FAILED = "step-failed";

    private static final Logger LOG = LoggerFactory.getLogger(GlideImageEngine.class);

    private final LoadedModels models;
    private final StepScheduler scheduler;
    private final DeviceLoop device;
    private final Deque<Drawing> waiting = new ArrayDeque<>(); // this and what follows: the device's thread alone
    private final List<Drawing> active = new ArrayList<>();
    private volatile double secondsLeft;

    /**
     * @param loadedModels models kept in memory at a time, at least 1
     * @param order who gets the next step
     */
    public GlideImageEngine(PipelineSource source, int loadedModels, StepOrder order) {
        models = new LoadedModels(source, loadedModels);
        scheduler = new StepScheduler(order, InstantSource.system());
        device = new DeviceLoop(scheduler, this::proceed);
    }

    @Override
    public void prepare(String model) throws InterruptedException {
        draw(new ImageOrder(model, shortest(), Optional.empty()), step -> {});
    }

    @Override
    public DrawnImages draw(ImageOrder order, EngineListener listener) throws InterruptedException {
        Drawing drawing = new Drawing(decoded(order), listener, scheduler);
        CompletableFuture<Void> admitted = device.between(() -> {
            waiting.add(drawing);
            admit();
        });
        try {
            admitted.get();
            Drawing.Drawn drawn = drawing.outcome().get();
            return new DrawnImages(
                    drawn.generation().images().stream()
                            .map(image -> picture(image, order.input().output()))
                            .toList(),
                    drawn.deviceTime(),
                    drawn.exact() ? Numerics.EXACT : Numerics.FAST);
        } catch (InterruptedException interruption) {
            device.between(() -> withdraw(drawing)).join();
            throw interruption;
        } catch (ExecutionException failure) {
            throw translated(Objects.requireNonNullElse(failure.getCause(), failure), order);
        }
    }

    @Override
    public double secondsLeft() {
        return secondsLeft;
    }

    @Override
    public void close() {
        CompletableFuture<Void> _ = device.between(() -> {
            List.copyOf(active).forEach(this::withdraw);
            List.copyOf(waiting).forEach(this::withdraw);
            models.close();
        });
        device.close();
    }

    private void admit() {
        while (!waiting.isEmpty() && begin(waiting.getFirst())) {
            waiting.removeFirst();
        }
        estimate();
    }

    // Whether it need not wait any more.
    private boolean begin(Drawing drawing) {
        try {
            Optional<GlidePipeline> pipeline = pipeline(drawing.order().model());
            pipeline.ifPresent(model -> {
                drawing.begin(model);
                if (!drawing.proceed()) { // kept work may have been all of it
                    active.add(drawing);
                }
            });
            return pipeline.isPresent();
        } catch (RuntimeException failure) {
            drawing.withdraw(failure);
            return true;
        }
    }

    private void proceed() {
        if (active.removeIf(this::isOver)) {
            admit();
        }
        estimate();
    }

    private boolean isOver(Drawing drawing) {
        try {
            return drawing.proceed();
        } catch (RuntimeException failure) {
            drawing.withdraw(failure);
            return true;
        }
    }

    private void withdraw(Drawing drawing) {
        drawing.withdraw(new CancellationException("withdrawn"));
        waiting.remove(drawing);
        if (active.remove(drawing)) {
            admit();
        }
    }

    private void estimate() {
        secondsLeft = active.stream().mapToDouble(Drawing::secondsLeft).sum();
    }

    private Optional<GlidePipeline> pipeline(String model) {
        try {
            return models.get(
                    ModelName.parse(model),
                    name -> active.stream()
                            .anyMatch(drawing ->
                                    ModelName.parse(drawing.order().model()).equals(name)));
        } catch (ModelException | IllegalArgumentException unusable) {
            LOG.atWarn().setCause(unusable).addKeyValue("model", model).log("model not usable");
            throw new PermanentFailureException(
                    "model-unknown", "no worker has a usable model named " + model, unusable);
        } catch (IOException unreadable) {
            throw new RetriableFailureException("the model cannot be read", unreadable);
        }
    }

    private static DecodedOrder decoded(ImageOrder order) {
        try {
            return DecodedOrder.of(order);
        } catch (PictureException unreadable) {
            throw new PermanentFailureException(
                    "input-unreadable", String.valueOf(unreadable.getMessage()), unreadable);
        } catch (IllegalArgumentException impossible) {
            throw invalid(impossible);
        }
    }

    private RuntimeException translated(Throwable failure, ImageOrder order) throws InterruptedException {
        return switch (failure) {
            case PermanentFailureException permanent -> permanent;
            case RetriableFailureException retriable -> retriable;
            case CancellationException cancellation -> cancellation;
            case IllegalArgumentException impossible -> invalid(impossible);
            case StepFailedException poison
            when deviceWorks(order.model()) ->
                new PermanentFailureException(STEP_FAILED, "a step of it failed alone, twice", poison);
            default -> new RetriableFailureException("the engine failed", failure);
        };
    }

    // A device that has broken down fails every job; that is no job's fault.
    private boolean deviceWorks(String model) throws InterruptedException {
        Drawing probe =
                new Drawing(decoded(new ImageOrder(model, shortest(), Optional.empty())), step -> {}, scheduler);
        CompletableFuture<Void> _ = device.between(() -> {
            waiting.add(probe);
            admit();
        });
        try {
            probe.outcome().get();
            return true;
        } catch (ExecutionException broken) {
            LOG.atError().setCause(broken).log("the device fails whatever it is asked");
            return false;
        }
    }

    private static PermanentFailureException invalid(IllegalArgumentException impossible) {
        return new PermanentFailureException("input-invalid", String.valueOf(impossible.getMessage()), impossible);
    }

    private static Picture picture(GeneratedImage image, OutputOptions output) {
        return new Picture(
                image.pixels().width(), image.pixels().height(), output.format(), PictureFile.of(image, output));
    }

    // Everything that is done once is done by the shortest order, too.
    private static GenerationInput shortest() {
        return new GenerationInput(
                "a warm-up",
                "",
                0,
                1,
                OptionalInt.empty(),
                OptionalInt.of(1),
                OptionalInt.of(1),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OutputOptions.PLAIN,
                Optional.empty(),
                Set.of());
    }
}
