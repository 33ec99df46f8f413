package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.StepTask;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: its pictures as tasks for a scheduler, what they share, and where they are. Each picture goes on
 * by itself; what is told of the request is told of its slowest picture. Belongs to the scheduler's thread, on which it
 * must be closed, too, finished or not.
 */
public final class Generation implements AutoCloseable {
    private final GlidePipeline pipeline;
    private final NetworkPair networks;
    private final GenerationRequest request;
    private final Terms terms;
    private final NoiseSource noise;
    private final List<PictureTask> tasks;
    private final Map<Stage, StageWork> works = new EnumMap<>(Stage.class);
    private final int skipped;
    private int told;
    private Duration deviceTime = Duration.ZERO;
    private @Nullable RuntimeException failure;

    /**
     * How a request is carried out.
     *
     * @param claim what it may ask for
     * @param listener told of its steps
     * @param course which part of the way
     */
    record Terms(Claim claim, GenerationListener listener, Course course) {}

    Generation(GlidePipeline pipeline, NetworkPair networks, GenerationRequest request, Terms terms) {
        request.settings().upsampling().ifPresent(_ -> networks.upsampler()); // rather now than after the base
        this.pipeline = pipeline;
        this.networks = networks;
        this.request = request;
        this.terms = terms;
        this.noise = NoiseOfRequest.source(networks, request);
        this.skipped = steps(Stage.BASE) - request.baseSteps();
        StateCheck check = new StateCheck(networks, request);
        terms.course().from().ifPresent(check::requireFit);
        this.tasks = IntStream.range(0, request.count())
                .mapToObj(image -> new PictureTask(this, image, from(image)))
                .toList();
        this.told = walked();
    }

    /** The pictures, for a scheduler; always the same. */
    public List<? extends StepTask> tasks() {
        return tasks;
    }

    /** Whether no picture wants another step: all are done, or as far as the course goes, or one has failed. */
    public boolean over() {
        return tasks.stream().allMatch(StepTask::over);
    }

    /** Why it failed, if it did. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends it: its pictures want no more steps. */
    public void fail(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Where the pictures are. */
    public GenerationState state() {
        return new GenerationState(tasks.stream().map(PictureTask::state).toList());
    }

    /** Whether the pictures' bits do not depend on their company, as far as that is known now. */
    public boolean exact() {
        return works.keySet().stream().allMatch(stage -> lane(stage).exact());
    }

    /** How long its remaining steps take alone, seconds; what is not yet known of a network counts as nothing. */
    public double secondsLeft() {
        double seconds = 0;
        for (PictureTask task : tasks) {
            if (!task.over()) {
                seconds += secondsLeft(task);
            }
        }
        return seconds;
    }

    /**
     * The finished pictures; may be called on any thread once all are done.
     *
     * @throws IllegalStateException when they are not
     */
    public List<GeneratedImage> images() {
        if (!tasks.stream().allMatch(PictureTask::isFinished)) {
            throw new IllegalStateException("the generation is not finished");
        }
        return IntStream.range(0, tasks.size()).mapToObj(this::image).toList();
    }

    /** Frees what was encoded. */
    @Override
    public void close() {
        works.values().forEach(StageWork::close);
        works.clear();
    }

    /** The device's time it took so far, its share where it was not alone. */
    public Duration deviceTime() {
        return deviceTime;
    }

    void charge(Duration share) {
        deviceTime = deviceTime.plus(share);
    }

    Claim claim() {
        return terms.claim();
    }

    Lane lane(Stage stage) {
        return pipeline.lane(network(stage));
    }

    boolean failed() {
        return failure != null;
    }

    boolean upsamples() {
        return request.settings().upsampling().isPresent();
    }

    boolean stopsAt(Stage stage, int step) {
        return terms.course().untilBaseStep().isPresent()
                && (stage != Stage.BASE
                        || step >= terms.course().untilBaseStep().getAsInt());
    }

    /** Steps of a stage's schedule. */
    int steps(Stage stage) {
        return request.settings().steps(stage);
    }

    StageWork work(Stage stage) {
        return works.computeIfAbsent(stage, _ -> switch (stage) {
            case BASE -> new StageWork.Base(networks, request, noise);
            case UPSAMPLING ->
                new StageWork.Upsampling(
                        networks, request.settings().upsampling().orElseThrow(), request, noise);
        });
    }

    /** A picture took a step: when it was the slowest one's, that is a step of the request. */
    void advanced() {
        int walked = walked();
        if (walked > told) {
            told = walked;
            terms.listener().step(progress(walked), new Moment(predicted(), state(), deviceTime));
        }
    }

    private List<PixelTensor> predicted() {
        return tasks.stream().flatMap(task -> task.predicted().stream()).toList();
    }

    private int walked() {
        return tasks.stream().mapToInt(this::walked).min().orElse(0);
    }

    private int walked(PictureTask task) {
        return switch (task.stage()) {
            case BASE -> Math.max(0, task.stepsDone() - skipped);
            case UPSAMPLING -> request.baseSteps() + task.stepsDone();
        };
    }

    private Progress progress(int walked) {
        int base = request.baseSteps();
        int all = base + steps(Stage.UPSAMPLING);
        return walked <= base
                ? new Progress(Stage.BASE, walked, base, walked, all)
                : new Progress(Stage.UPSAMPLING, walked - base, all - base, walked, all);
    }

    private double secondsLeft(PictureTask task) {
        return switch (task.stage()) {
            case BASE ->
                (lastBaseStep() - skipped - walked(task)) * seconds(Stage.BASE, guidedRows())
                        + upsamplingLeft(steps(Stage.UPSAMPLING));
            case UPSAMPLING -> upsamplingLeft(steps(Stage.UPSAMPLING) - task.stepsDone());
        };
    }

    private double upsamplingLeft(int steps) {
        boolean none = !upsamples() || terms.course().untilBaseStep().isPresent();
        return none ? 0 : steps * seconds(Stage.UPSAMPLING, 1);
    }

    private int lastBaseStep() {
        return Math.min(steps(Stage.BASE), terms.course().untilBaseStep().orElse(Integer.MAX_VALUE));
    }

    private int guidedRows() {
        return request.settings().base().guidanceScale() == 1 ? 1 : 2;
    }

    private double seconds(Stage stage, int rows) {
        return rows * pipeline.secondsPerRow(network(stage));
    }

    private PromptedNetwork network(Stage stage) {
        return switch (stage) {
            case BASE -> networks.base().network();
            case UPSAMPLING -> networks.upsampler().network();
        };
    }

    private GeneratedImage image(int position) {
        int index = request.noise().firstImage() + position;
        return new GeneratedImage(
                index,
                EightBits.picture(tasks.get(position).finished()),
                Parameters.of(pipeline.model(), networks, request, index));
    }

    private Optional<PictureState> from(int image) {
        return terms.course().from().flatMap(state -> state.pictures().get(image));
    }
}
