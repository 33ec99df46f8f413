package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import dev.sailplane.diffusion.scheduling.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A few requests on one scheduler: they come at any step, and are interrupted at any step to go on from bytes. */
final class RandomCompany {
    private static final int TENANTS = 3;
    private static final int LATEST_ARRIVAL = 12;
    private static final int ONE_INTERRUPTION_IN = 6;
    private static final int ENOUGH = 5_000;

    private final SplittableRandom random;
    private final Supplier<GlidePipeline> pipelines;
    private final StepScheduler scheduler;
    private final List<Job> jobs = new ArrayList<>();
    private GlidePipeline pipeline;
    private Instant now = Instant.EPOCH;
    int interruptions;

    /** @param pipelines each of the same networks, with other lanes */
    RandomCompany(SplittableRandom random, Supplier<GlidePipeline> pipelines) {
        this.random = random;
        this.pipelines = pipelines;
        this.pipeline = pipelines.get();
        InstantSource clock = () -> now = now.plusMillis(random.nextInt(300));
        this.scheduler = new StepScheduler(
                new FairOrder(new DeficitRoundRobin(Duration.ofSeconds(1)), Duration.ofSeconds(random.nextInt(1, 30))),
                clock);
    }

    /** Picture files in hexadecimal. */
    static List<String> files(List<GeneratedImage> images) {
        return images.stream()
                .map(image -> HexFormat.of().formatHex(image.png()))
                .toList();
    }

    /** The requests' picture files, in the requests' order. */
    List<List<String>> together(List<GenerationRequest> requests) {
        requests.forEach(request -> jobs.add(new Job(request, random.nextInt(LATEST_ARRIVAL))));
        for (int step = 0; jobs.stream().anyMatch(job -> job.files.isEmpty()); step++) {
            assertThat(step).as("steps").isLessThan(ENOUGH);
            for (Job job : jobs) {
                if (job.generation.isPresent() && random.nextInt(ONE_INTERRUPTION_IN) == 0) {
                    job.interrupt();
                } else if (job.generation.isEmpty() && job.files.isEmpty() && step >= job.arrival) {
                    job.begin();
                }
            }
            scheduler.step();
            jobs.forEach(Job::takeFiles);
        }
        assertThat(scheduler.idle()).isTrue();
        return jobs.stream().map(job -> job.files.orElseThrow()).toList();
    }

    private final class Job {
        final GenerationRequest request;
        int arrival;
        Course course = Course.WHOLE;
        Optional<Generation> generation = Optional.empty();
        Optional<List<String>> files = Optional.empty();

        Job(GenerationRequest request, int arrival) {
            this.request = request;
            this.arrival = arrival;
        }

        void begin() {
            Urgency urgency = random.nextBoolean() ? Urgency.INTERACTIVE : Urgency.BATCH;
            Claim claim = new Claim("tenant" + random.nextInt(TENANTS), urgency, Optional.empty());
            Generation begun = pipeline.begin(request, claim, GenerationListener.NONE, course);
            begun.tasks().forEach(scheduler::add);
            generation = Optional.of(begun);
        }

        /** It goes on at some step to come, perhaps elsewhere: all that is left of it is bytes. */
        void interrupt() {
            Generation interrupted = generation.orElseThrow();
            interrupted.tasks().forEach(scheduler::remove);
            byte[] kept = interrupted.state().bytes();
            interrupted.close();
            generation = Optional.empty();
            course = Course.from(GenerationState.of(kept));
            arrival += random.nextInt(LATEST_ARRIVAL);
            interruptions++;
            if (random.nextInt(4) == 0) {
                pipeline = pipelines.get();
            }
        }

        void takeFiles() {
            if (generation.isEmpty() || !generation.get().over()) {
                return;
            }
            try (Generation done = generation.get()) {
                assertThat(done.failure()).isEmpty();
                assertThat(done.exact()).isTrue();
                files = Optional.of(RandomCompany.files(done.images()));
            }
            generation = Optional.empty();
        }
    }
}
