package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How far one attempt has come.
 *
 * @param fraction of the whole job, 0 to 1
 * @param stages the latest news of each stage, in the order the stages began
 * @param secondsLeft as the worker expects, by its latest word
 * @param previews the latest of each picture, by index
 */
public record ProgressTrack(
        double fraction, List<JobEvent.Progress> stages, OptionalDouble secondsLeft, List<JobEvent.Preview> previews) {
    /** Before the first news. */
    public static final ProgressTrack NONE = new ProgressTrack(0, List.of(), OptionalDouble.empty(), List.of());

    public ProgressTrack {
        stages = List.copyOf(stages);
        previews = List.copyOf(previews);
    }

    /** How many steps the stage has that began first, once it has begun. */
    public OptionalInt stepsOfFirstStage() {
        return stages.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(stages.getFirst().steps());
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
        boolean newest = news.fraction() >= fraction;
        return new ProgressTrack(
                Math.max(fraction, news.fraction()), merged, newest ? news.secondsLeft() : secondsLeft, previews);
    }

    /** With a preview in place of the earlier one of the same picture. */
    ProgressTrack with(JobEvent.Preview preview) {
        List<JobEvent.Preview> merged = new ArrayList<>(previews);
        merged.removeIf(earlier -> earlier.index() == preview.index());
        merged.add(preview);
        merged.sort(Comparator.comparingInt(JobEvent.Preview::index));
        return new ProgressTrack(fraction, stages, secondsLeft, merged);
    }
}
