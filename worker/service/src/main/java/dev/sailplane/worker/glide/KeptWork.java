package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.pipeline.Moment;
import dev.sailplane.worker.job.WorkInProgress;
import java.time.Duration;

/**
 * Where GLIDE is after a step.
 *
 * @param before device time of the legs before
 */
record KeptWork(Moment moment, Duration before) implements WorkInProgress {
    @Override
    public byte[] bytes() {
        return moment.state().bytes();
    }

    @Override
    public Duration deviceTime() {
        return before.plus(moment.deviceTime());
    }
}
