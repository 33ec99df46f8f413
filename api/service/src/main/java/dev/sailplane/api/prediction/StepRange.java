package dev.sailplane.api.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.contract.GenerationInput;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Steps of a base stage after which something can be done: the last is none of them.
 *
 * @param first done at least
 * @param last done at most; before {@code first} where there is no such step
 */
record StepRange(int first, int last) {
    static final String CHECKPOINT_STEPS = "checkpoint_steps";

    /** Of a base stage that may take any number of steps. */
    static final StepRange WIDEST = new StepRange(1, GenerationInput.MAXIMUM_STEPS - 1);

    /**
     * Those of a base stage.
     *
     * @param steps if they are known
     * @param strength of a variation, which walks that part of the steps alone
     */
    static StepRange of(OptionalInt steps, OptionalDouble strength) {
        if (steps.isEmpty()) {
            return WIDEST;
        }
        // As the worker counts them.
        long walked = Math.max(1, Math.round(strength.orElse(1) * steps.getAsInt()));
        return new StepRange(1, (int) walked - 1);
    }

    /** Those that come after a step. */
    StepRange after(int step) {
        return new StepRange(step + 1, last);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return last < first;
    }

    /** Reads {@code checkpoint_steps}: a few of them, each once. */
    Set<Integer> checkpointSteps(JsonFields fields) {
        List<JsonNode> elements = fields.array(CHECKPOINT_STEPS).orElse(List.of());
        Set<Integer> steps = new HashSet<>();
        for (JsonNode element : elements) {
            if (contains(element)) {
                steps.add(element.intValue());
            }
        }
        int most = GenerationInput.MAXIMUM_CHECKPOINT_STEPS;
        if (steps.size() != elements.size() || steps.size() > most) {
            fields.wrong(
                    CHECKPOINT_STEPS,
                    isEmpty()
                            ? "must be empty: the base stage has no step left before its last"
                            : "must be up to %d integers from %d to %d, each once".formatted(most, first, last));
        }
        return steps;
    }

    private boolean contains(JsonNode element) {
        return element.isIntegralNumber()
                && element.canConvertToInt()
                && element.intValue() >= first
                && element.intValue() <= last;
    }
}
