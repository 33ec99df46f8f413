package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the view remembers of one job: its state, its latest events for those who join late, and who watches it. Not safe
 * for use by several threads: the view's lock guards it.
 */
final class JobMemory {
    private static final int REMEMBERED_EVENTS = 128;

    private record Positioned(long position, JobEvent event) {}

    // There may be very many jobs that nothing has happened to yet.
    private final Deque<Positioned> events = new ArrayDeque<>(1);
    private List<Consumer<JobUpdate>> watchers = List.of();
    private JobState state;
    private Instant lastNews;
    private long lastPosition = -1;

    JobMemory(JobState state, Instant now) {
        this.state = state;
        this.lastNews = now;
    }

    JobState state() {
        return state;
    }

    Instant lastNews() {
        return lastNews;
    }

    /** Somebody looked for news elsewhere. */
    void looked(Instant now) {
        lastNews = now;
    }

    /**
     * Takes an event in and tells the watchers. One at a position that was passed already is a duplicate: the topic is
     * being read anew.
     *
     * @param position negative when the event did not come from the topic
     */
    void take(JobEvent event, long position, Instant now) {
        if (position >= 0 && position <= lastPosition) {
            return;
        }
        lastNews = now;
        state = state.after(event);
        if (position >= 0) {
            lastPosition = position;
            remember(new Positioned(position, event));
        }
        JobUpdate update = new JobUpdate(Math.max(position, lastPosition), event, state);
        watchers.forEach(watcher -> watcher.accept(update));
    }

    /** Tells the watcher what it missed, then whatever comes. */
    void watch(long after, Consumer<JobUpdate> watcher) {
        for (Positioned missed : events) {
            if (missed.position > after) {
                watcher.accept(new JobUpdate(missed.position, missed.event, state));
            }
        }
        watchers = Stream.concat(watchers.stream(), Stream.of(watcher)).toList();
    }

    void forget(Consumer<JobUpdate> watcher) {
        watchers = watchers.stream().filter(other -> !other.equals(watcher)).toList();
    }

    // What was on the way is of no interest when the job has ended.
    private void remember(Positioned news) {
        events.add(news);
        if (state.ended()) {
            events.removeIf(earlier -> isOnTheWay(earlier.event));
        } else if (events.size() > REMEMBERED_EVENTS) {
            events.removeFirst();
        }
    }

    private static boolean isOnTheWay(JobEvent event) {
        return switch (event) {
            case JobEvent.Accepted _, JobEvent.Started _, JobEvent.Progress _, JobEvent.Preview _ -> true;
            case JobEvent.Output _,
                    JobEvent.Completed _,
                    JobEvent.Failed _,
                    JobEvent.Canceled _,
                    JobEvent.DeadLettered _ -> false;
        };
    }
}
