package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.Moment;
import dev.sailplane.diffusion.pipeline.Progress;
import dev.sailplane.diffusion.pipeline.Stage;
import dev.sailplane.worker.job.EngineListener;
import dev.sailplane.worker.job.EngineStep;
import dev.sailplane.worker.job.PreviewPictures;
import dev.sailplane.worker.job.WorkInProgress;
import java.util.List;
import java.util.Map;

/** Passes GLIDE's steps on in the worker's words. */
record StepListener(EngineListener listener) implements GenerationListener {
    @Override
    public void step(Progress progress) {
        tell(progress, List::of);
    }

    @Override
    public void step(Progress progress, Moment moment) {
        tell(progress, new SmallPictures(moment));
    }

    private void tell(Progress progress, PreviewPictures previews) {
        listener.step(new EngineStep(
                progress.stage().key(),
                progress.step(),
                progress.steps(),
                progress.fraction(),
                ahead(progress),
                previews,
                WorkInProgress.NONE));
    }

    private static Map<String, Integer> ahead(Progress progress) {
        return progress.stage() == Stage.BASE && progress.stepsInAll() > progress.steps()
                ? Map.of(Stage.UPSAMPLING.key(), progress.stepsInAll() - progress.steps())
                : Map.of();
    }
}
