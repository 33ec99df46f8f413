package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.Moment;
import dev.sailplane.diffusion.pipeline.Progress;
import dev.sailplane.diffusion.pipeline.Stage;
import dev.sailplane.worker.job.EngineListener;
import dev.sailplane.worker.job.EngineStep;
import dev.sailplane.worker.job.PreviewPictures;
import dev.sailplane.worker.job.WorkInProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Passes GLIDE's steps on in the worker's words.
 *
 * @param request the order's last leg, which says how many steps there are in all
 * @param before device time of the legs before this one
 */
record StepListener(EngineListener listener, GenerationRequest request, Duration before) implements GenerationListener {
    @Override
    public void step(Progress progress) {
        tell(progress, List::of, WorkInProgress.NONE);
    }

    @Override
    public void step(Progress progress, Moment moment) {
        tell(progress, new SmallPictures(moment), new KeptWork(moment, before));
    }

    private void tell(Progress progress, PreviewPictures previews, WorkInProgress state) {
        double fraction = (double) progress.stepsDone() / (request.baseSteps() + upsamplingSteps());
        listener.step(new EngineStep(
                progress.stage().key(), progress.step(), progress.steps(), fraction, ahead(progress), previews, state));
    }

    private Map<String, Integer> ahead(Progress progress) {
        return progress.stage() == Stage.BASE && upsamplingSteps() > 0
                ? Map.of(Stage.UPSAMPLING.key(), upsamplingSteps())
                : Map.of();
    }

    private int upsamplingSteps() {
        return request.settings()
                .upsampling()
                .map(settings -> settings.respacing().steps())
                .orElse(0);
    }
}
