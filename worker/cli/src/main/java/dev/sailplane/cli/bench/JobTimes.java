package dev.sailplane.cli.bench;

import java.util.EnumMap;
import java.util.Map;

/** How long jobs waited under one order, seconds. */
final class JobTimes {
    /** What is waited for, each from the job's arrival on. */
    enum Wait {
        SHORT_FIRST_STEP("short jobs: first step"),
        SHORT_END("short jobs: end"),
        LONG_END("long jobs: end");

        private final String title;

        Wait(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Map<Wait, Samples> waits = new EnumMap<>(Wait.class);
    private final Samples lengths = new Samples();
    private int unfinished;

    JobTimes() {
        for (Wait wait : Wait.values()) {
            waits.put(wait, new Samples());
        }
    }

    Samples of(Wait wait) {
        return waits.getOrDefault(wait, new Samples());
    }

    /** How long the runs took. */
    Samples lengths() {
        return lengths;
    }

    void runEnded(double seconds) {
        lengths.add(seconds);
    }

    void cutOff() {
        unfinished++;
    }

    /** Jobs that had not ended when their run was cut off; their times count as if they had ended then. */
    int unfinished() {
        return unfinished;
    }
}
