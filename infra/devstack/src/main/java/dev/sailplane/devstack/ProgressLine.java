package dev.sailplane.devstack;

import dev.sailplane.cli.ProgressBars;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;

/** How far a job is, with the time left. */
final class ProgressLine implements Consumer<Prediction>, AutoCloseable {
    private static final int WHOLE = 100;

    private final ProgressBar bar = ProgressBars.counting("drawing", "%", 1, WHOLE);

    @Override
    public void accept(Prediction prediction) {
        bar.setExtraMessage(prediction.status()).stepTo(Math.round(prediction.progress() * WHOLE));
    }

    @Override
    public void close() {
        bar.close();
    }
}
