package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;

/** How a caller names the timesteps of a stage. */
public sealed interface StepSelection {
    /** So many, placed as suits the sampler. */
    record Count(int steps) implements StepSelection {
        public Count {
            if (steps < 1 || steps > Respacing.DIFFUSION_STEPS) {
                throw new IllegalArgumentException(
                        "steps must lie in 1..%d, not %d".formatted(Respacing.DIFFUSION_STEPS, steps));
            }
        }

        @Override
        public Respacing with(Sampler sampler, int span) {
            return sampler.respacing(steps, span);
        }
    }

    /** Exactly these. */
    record Exactly(Respacing respacing) implements StepSelection {
        @Override
        public Respacing with(Sampler sampler, int span) {
            return respacing;
        }
    }

    /**
     * The timesteps for a sampler.
     *
     * @param span among how many timesteps, the first, a number of steps is placed
     */
    Respacing with(Sampler sampler, int span);

    /**
     * A count ({@code 25}) or a respacing ({@code ddim25}, {@code fast27}, {@code 10,10,5}, {@code 4@200}).
     *
     * @throws IllegalArgumentException when it is neither
     */
    static StepSelection parse(String text) {
        return text.matches("\\d{1,9}") ? new Count(Integer.parseInt(text)) : new Exactly(new Respacing(text));
    }
}
