package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * All that is to happen, and nothing else than the settings decides it: the same seed gives the same faults, inputs and
 * jobs. What the stack makes of it depends on time.
 */
public final class ChaosPlan {
    private static final List<String> PROMPTS = List.of(
            "a black ring on a white background",
            "a red circle on a white background",
            "a blue triangle on a white background",
            "a green diamond on a white background",
            "a white plus sign on a black background",
            "a black square on a white background");
    private static final long JOB_STREAM = 0x6a6f6273;

    private final ChaosSettings settings;
    private final List<Fault> faults;
    private final List<DrawingInput> inputs;

    /** Draws faults and inputs. */
    public ChaosPlan(ChaosSettings settings) {
        this.settings = settings;
        SplittableRandom random = new SplittableRandom(settings.seed());
        SplittableRandom ofFaults = random.split();
        SplittableRandom ofInputs = random.split();
        this.faults = IntStream.rangeClosed(1, settings.kills())
                .mapToObj(number -> fault(number, ofFaults))
                .toList();
        this.inputs = drawn(settings.inputs(), ofInputs);
    }

    /** The settings it follows from. */
    public ChaosSettings settings() {
        return settings;
    }

    /** In the order in which they are to happen. */
    public List<Fault> faults() {
        return faults;
    }

    /** What jobs ask for. */
    public List<DrawingInput> inputs() {
        return inputs;
    }

    /** The job of a number, 0 or more: as many are ordered as there is time for. */
    public PlannedJob job(int number) {
        SplittableRandom random = new SplittableRandom(settings.seed() * 31 + JOB_STREAM * (number + 1L));
        int input = random.nextInt(inputs.size());
        boolean canceled = random.nextInt(100) < 12;
        Duration afterwards = Duration.ofMillis(random.nextInt(3_000));
        boolean batch = random.nextInt(3) == 0;
        return new PlannedJob(number, input, batch, canceled ? Optional.of(afterwards) : Optional.empty());
    }

    private Fault fault(int number, SplittableRandom random) {
        long mean = settings.meanPause().toMillis();
        Duration pause = Duration.ofMillis(random.nextLong(mean / 3, mean * 5 / 3 + 1));
        Role role = role(random.nextInt(100));
        Blow blow = blow(random.nextInt(100));
        int index = random.nextInt(1_000);
        int millis = random.nextInt(500, longest(role));
        boolean lasts = blow == Blow.FREEZE || role == Role.RECEIVER;
        return new Fault(number, pause, blow, role, index, lasts ? Duration.ofMillis(millis) : Duration.ZERO);
    }

    private static Role role(int percent) {
        if (percent < 60) {
            return Role.WORKER;
        } else if (percent < 75) {
            return Role.API;
        } else if (percent < 83) {
            return Role.BROKER;
        } else if (percent < 92) {
            return Role.STORE;
        }
        return Role.RECEIVER;
    }

    private static Blow blow(int percent) {
        if (percent < 55) {
            return Blow.KILL;
        }
        return percent < 75 ? Blow.TERMINATE : Blow.FREEZE;
    }

    // Beyond what others wait for: a worker's lease holds for 15 s, a producer gives up after 5 s. A worker then finds
    // its
    // job in other hands when it comes to, and the broker requests that nobody waits for any more.
    private static int longest(Role role) {
        return switch (role) {
            case WORKER -> 25_000;
            case API, BROKER, STORE -> 12_000;
            case RECEIVER -> 8_000;
        };
    }

    private static List<DrawingInput> drawn(int count, SplittableRandom random) {
        List<DrawingInput> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(100);
            drawn.add(new DrawingInput(
                    PROMPTS.get(random.nextInt(PROMPTS.size())),
                    random.nextLong(1L << 32),
                    random.nextInt(5, 21),
                    random.nextInt(1, 3),
                    random.nextInt(1, 3),
                    random.nextBoolean() ? "ddim" : "ancestral",
                    random.nextBoolean() ? 1 : 3,
                    random.nextInt(5) == 0,
                    kind < 70
                            ? DrawingInput.Source.NOTHING
                            : kind < 85 ? DrawingInput.Source.EDIT : DrawingInput.Source.VARIATION));
        }
        return List.copyOf(drawn);
    }
}
