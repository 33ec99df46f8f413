package dev.sailplane.api.wire;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobUpdate;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.OutputImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A job's way in the words of its stream: {@code logs} (a line of progress), {@code preview} and {@code output} (the
 * address of a picture), {@code error} (why it failed), {@code done} last. One for each reader; for one thread.
 */
public final class JobStream {
    private final ObjectStore store;
    private final Set<Integer> shown = new HashSet<>();

    /** Signs addresses by the store. */
    public JobStream(ObjectStore store) {
        this.store = store;
    }

    /**
     * The events that an update calls for, none for some. The last of them carries the update's position, so that who
     * resumes after it misses nothing.
     */
    public List<StreamEvent> events(JobUpdate update) {
        List<StreamEvent> events = switch (update.event()) {
            case JobEvent.Progress progress ->
                List.of(event("logs", TqdmLines.line(progress).stripTrailing()));
            case JobEvent.Preview preview ->
                List.of(event("preview", store.presign(preview.objectKey()).toString()));
            case JobEvent.Output output -> output(output.image());
            case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Canceled _ -> end(update.state());
            case JobEvent.Accepted _, JobEvent.Started _, JobEvent.DeadLettered _ -> List.of();
        };
        return positioned(events, update.position());
    }

    /** The events that close the stream of a job that has ended, without those that were shown; none for another. */
    public List<StreamEvent> end(JobState state) {
        return switch (state) {
            case JobState.Starting _, JobState.Processing _ -> List.of();
            case JobState.Succeeded succeeded -> {
                List<StreamEvent> events = new ArrayList<>();
                succeeded.completion().outputs().forEach(image -> events.addAll(output(image)));
                events.add(event(StreamEvent.DONE, "{}"));
                yield events;
            }
            case JobState.Failed failed ->
                List.of(event("error", failed.failure().message()), event(StreamEvent.DONE, "{\"reason\":\"error\"}"));
            case JobState.Canceled _ -> List.of(event(StreamEvent.DONE, "{\"reason\":\"canceled\"}"));
        };
    }

    private List<StreamEvent> output(OutputImage image) {
        return shown.add(image.index())
                ? List.of(event("output", store.presign(image.objectKey()).toString()))
                : List.of();
    }

    private static StreamEvent event(String name, String data) {
        return new StreamEvent(name, OptionalLong.empty(), data);
    }

    private static List<StreamEvent> positioned(List<StreamEvent> events, long position) {
        if (events.isEmpty() || position < 0) {
            return events;
        }
        List<StreamEvent> positioned = new ArrayList<>(events);
        StreamEvent last = positioned.removeLast();
        positioned.add(new StreamEvent(last.name(), OptionalLong.of(position), last.data()));
        return positioned;
    }
}
