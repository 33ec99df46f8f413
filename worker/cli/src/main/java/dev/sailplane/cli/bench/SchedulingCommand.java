package dev.sailplane.cli.bench;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.Urgency;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane bench scheduling}: what short jobs wait beside a long one, with the step scheduler and without. */
@Command(
        name = "scheduling",
        description = {
            "Let short jobs come, at seeded random times, while long ones run, and time them from their arrival to their",
            "first step and to their end: all jobs together as workers draw them, and one job at a time, first come,",
            "first served. Both have the same arrivals and the same model, and take turns. Leave the machine alone."
        })
final class SchedulingCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DrawingOptions drawing = new DrawingOptions();

    @Option(names = "--long", paramLabel = "N", description = "Long jobs, there from the beginning (default: 1).")
    private int longJobs = 1;

    @Option(names = "--long-pictures", paramLabel = "N", description = "Pictures of a long job (default: 16).")
    private int longPictures = 16;

    @Option(names = "--short", paramLabel = "N", description = "Short jobs, of one picture (default: 10).")
    private int shortJobs = 10;

    @Option(names = "--seconds", paramLabel = "S", description = "Within which short jobs come (default: 8).")
    private double seconds = 8;

    @Option(
            names = "--limit",
            paramLabel = "S",
            description = "Seconds after which a run ends, whatever is left (default: 15).")
    private double limit = 15;

    @Option(names = "--rounds", paramLabel = "N", description = "Runs of each order (default: 2).")
    private int rounds = 2;

    @Option(names = "--two-tenants", description = "Short jobs are of another tenant than long ones.")
    private boolean twoTenants;

    @Option(names = "--seed", paramLabel = "N", description = "Of the arrivals (default: 1).")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            SchedulingSettings settings =
                    new SchedulingSettings(longJobs, longPictures, shortJobs, seconds, limit, rounds);
            try (GlidePipeline pipeline = drawing.open()) {
                print(measured(pipeline, settings));
            }
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unusable.getMessage()), unusable);
        }
        return 0;
    }

    private SchedulingTable measured(GlidePipeline pipeline, SchedulingSettings settings) {
        pipeline.generate(drawing.request(pipeline, 1, 0), GenerationListener.NONE); // what is done once
        SchedulingTable table = new SchedulingTable(new JobTimes(), new JobTimes());
        InstantSource clock = InstantSource.system();
        Duration length = Duration.ofNanos((long) (settings.limitSeconds() * 1e9));
        SchedulingRun run = new SchedulingRun(
                pipeline,
                arrival -> order(pipeline, arrival),
                length,
                clock,
                pause -> LockSupport.parkNanos(pause.toNanos()));
        for (int round = 0; round < settings.rounds(); round++) {
            List<Arrival> arrivals = Arrival.drawn(settings, seed + round);
            System.gc(); // not while it is measured
            if (round % 2 == 0) {
                run.run(arrivals, new ServiceOrder.Together(clock), table.together());
                run.run(arrivals, new ServiceOrder.OneAtATime(clock), table.oneAtATime());
            } else {
                run.run(arrivals, new ServiceOrder.OneAtATime(clock), table.oneAtATime());
                run.run(arrivals, new ServiceOrder.Together(clock), table.together());
            }
        }
        return table;
    }

    private SchedulingRun.Order order(GlidePipeline pipeline, Arrival arrival) {
        return switch (arrival.kind()) {
            case LONG -> order(pipeline, arrival, longPictures, "");
            case SHORT -> order(pipeline, arrival, 1, twoTenants ? "another" : "");
        };
    }

    private SchedulingRun.Order order(GlidePipeline pipeline, Arrival arrival, int pictures, String tenant) {
        return new SchedulingRun.Order(
                drawing.request(pipeline, pictures, arrival.number()),
                new Claim(tenant, Urgency.INTERACTIVE, Optional.empty()));
    }

    private void print(SchedulingTable table) {
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.flush();
    }
}
