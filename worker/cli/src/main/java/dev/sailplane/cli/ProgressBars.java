package dev.sailplane.cli;

import java.io.Console;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars with the time left, on stderr; seldom redrawn where stderr is no terminal. */
public final class ProgressBars {
    private static final int ON_TERMINAL_MILLISECONDS = 250;
    private static final int ELSEWHERE_MILLISECONDS = 10_000;

    private ProgressBars() {}

    /** A bar that counts to a total, which may still be unknown (-1). The caller closes it. */
    public static ProgressBar counting(String task, String unit, long unitSize, long total) {
        return builder(task).setUnit(unit, unitSize).setInitialMax(total).build();
    }

    private static ProgressBarBuilder builder(String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal() ? ON_TERMINAL_MILLISECONDS : ELSEWHERE_MILLISECONDS)
                .setMaxRenderedLength(100)
                .setEtaFunction(state -> state.getMax() <= 0 || state.getCurrent() <= state.getStart()
                        ? Optional.empty()
                        : Optional.of(remaining(
                                state.getElapsedAfterStart(),
                                state.getCurrent() - state.getStart(),
                                state.getMax() - state.getCurrent())));
    }

    @SuppressWarnings("SystemConsoleNull") // what the JDK promises in words, its annotations do not
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static Duration remaining(Duration elapsed, long done, long left) {
        return Duration.ofNanos((long) (elapsed.toNanos() * ((double) left / done)));
    }
}
