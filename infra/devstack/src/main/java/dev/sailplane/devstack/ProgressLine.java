package dev.sailplane.devstack;

import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a job is: a bar where somebody watches, else a line for each change of status. */
final class ProgressLine implements Consumer<Prediction>, AutoCloseable {
    private static final int WHOLE = 100;

    private final @Nullable ProgressBar bar;
    private String status = "";

    private ProgressLine(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static ProgressLine open() {
        return new ProgressLine(
                Terminal.isWatched()
                        ? new ProgressBarBuilder()
                                .setTaskName("drawing")
                                .setInitialMax(WHOLE)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(100)
                                .build()
                        : null);
    }

    @Override
    public void accept(Prediction prediction) {
        boolean changed = !prediction.status().equals(status);
        status = prediction.status();
        if (bar != null) {
            bar.setExtraMessage(status).stepTo(Math.round(prediction.progress() * WHOLE));
        } else if (changed) {
            Terminal.say(prediction.id() + " " + status);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
