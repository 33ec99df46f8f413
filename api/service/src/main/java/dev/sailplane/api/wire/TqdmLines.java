package dev.sailplane.api.wire;

import dev.sailplane.contract.JobEvent;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Progress in the form of tqdm, a line a stage: existing clients read it. */
final class TqdmLines {
    private TqdmLines() {}

    static String of(Collection<JobEvent.Progress> stages) {
        return stages.stream().map(TqdmLines::line).collect(Collectors.joining());
    }

    static String line(JobEvent.Progress stage) {
        int percent = stage.steps() == 0 ? 0 : stage.step() * 100 / stage.steps();
        String bar = "█".repeat(percent / 10) + " ".repeat(10 - percent / 10);
        return String.format(
                Locale.ROOT, "%3d%%|%s| %d/%d [%s]\n", percent, bar, stage.step(), stage.steps(), stage.stage());
    }
}
