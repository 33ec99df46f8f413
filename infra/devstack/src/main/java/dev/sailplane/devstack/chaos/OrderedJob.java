package dev.sailplane.devstack.chaos;

import java.util.Optional;

/**
 * A job that the API has accepted.
 *
 * @param number of the plan; -1 for one that was ordered when all was quiet
 * @param input its number in {@link ChaosPlan#inputs}
 * @param cancelAnswer the status that its caller was told when canceling it
 */
record OrderedJob(String id, int number, int input, Optional<String> cancelAnswer) {
    /** The number of jobs that were ordered when all was quiet. */
    static final int QUIET = -1;

    boolean isQuiet() {
        return number == QUIET;
    }

    OrderedJob canceled(String answer) {
        return new OrderedJob(id, number, input, Optional.of(answer));
    }

    @Override
    public String toString() {
        return isQuiet() ? id + " (quiet)" : id + " (job " + number + ")";
    }
}
