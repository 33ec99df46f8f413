package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.pipeline.Course;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GenerationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of an order's way that is gone as one request says: the whole of it, or for a branch the prefix and then the rest.
 *
 * @param request what it is to be like
 * @param until steps of the base stage's schedule after which the next leg begins; empty for the last
 */
record Leg(GenerationRequest request, OptionalInt until) {
    /** The last leg. */
    static Leg last(GenerationRequest request) {
        return new Leg(request, OptionalInt.empty());
    }

    /**
     * The legs of a branch.
     *
     * @param prefix the legs of the order branched off
     * @param walked steps of the base stage that are walked as the prefix does
     * @param rest what is done from there on
     */
    static List<Leg> branch(List<Leg> prefix, int walked, GenerationRequest rest) {
        int skipped = rest.settings().base().respacing().steps() - rest.baseSteps();
        int until = skipped + walked;
        List<Leg> legs = new ArrayList<>();
        for (Leg leg : prefix) {
            boolean reachesIt = leg.until().isEmpty() || leg.until().getAsInt() >= until;
            legs.add(reachesIt ? new Leg(leg.request(), OptionalInt.of(until)) : leg);
            if (reachesIt) {
                break;
            }
        }
        legs.add(last(rest));
        return legs;
    }

    /** Whether work in progress is beyond this leg. */
    boolean isBehind(GenerationState state) {
        return until.isPresent() && state.baseStepsDone() >= until.getAsInt();
    }

    Course course(Optional<GenerationState> from) {
        Course whole = new Course(from, OptionalInt.empty());
        return until.isPresent() ? whole.until(until.getAsInt()) : whole;
    }
}
