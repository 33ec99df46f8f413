package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;
import java.time.Duration;
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
    private static final int MOST_DOUBLINGS = 10;

    private record Positioned(long position, JobEvent event) {}

    // There may be very many jobs that nothing has happened to yet.
    private final Deque<Positioned> events = new ArrayDeque<>(1);
    private List<Consumer<JobUpdate>> watchers = List.of();
    private JobState state;
    private Instant lastNews;
    private Instant lastHeard;
    private long queuedAt = -1;
    private int asked;
    private long lastPosition = -1;

    JobMemory(JobState state, Instant now) {
        this.state = state;
        this.lastNews = now;
        this.lastHeard = now;
    }

    JobState state() {
        return state;
    }

    Instant lastNews() {
        return lastNews;
    }

    /**
     * It was seen in the queue. After the first time somebody has put it there again, a worker or a replica.
     *
     * @param position negative when it was not seen, but put there by this replica
     */
    void queued(long position, Instant now) {
        if (position <= queuedAt) {
            return;
        }
        if (queuedAt >= 0) {
            lastHeard = now;
            asked++;
        }
        queuedAt = position;
    }

    /** This replica put it into the queue again; should it never see that itself, it waits as long as before. */
    void reminded(Instant now) {
        lastHeard = now;
    }

    /** Whether there was no event for so long; twice as long after each time that it was asked for. */
    boolean silent(Duration patience, Instant now) {
        return !now.isBefore(lastHeard.plus(patience.multipliedBy(1L << Math.min(asked, MOST_DOUBLINGS))));
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
        lastHeard = now;
        asked = 0;
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
