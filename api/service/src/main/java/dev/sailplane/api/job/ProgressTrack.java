package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one attempt has come.
 *
 * @param fraction of the whole job, 0 to 1
 * @param stages the latest news of each stage, in the order the stages began
 */
public record ProgressTrack(double fraction, List<JobEvent.Progress> stages) {
    /** Before the first news. */
    public static final ProgressTrack NONE = new ProgressTrack(0, List.of());

    public ProgressTrack {
        stages = List.copyOf(stages);
    }

    /** With one more piece of news; late ones change nothing. */
    ProgressTrack with(JobEvent.Progress news) {
        List<JobEvent.Progress> merged = new ArrayList<>(stages);
        int known = merged.stream().map(JobEvent.Progress::stage).toList().indexOf(news.stage());
        if (known < 0) {
            merged.add(news);
        } else if (merged.get(known).step() < news.step()) {
            merged.set(known, news);
        }
        return new ProgressTrack(Math.max(fraction, news.fraction()), merged);
    }
}
