package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RemindersTest {
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Sample.ACCEPTED_AT);
    private final InstantSource clock = now::get;
    private final JobView view =
            new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), clock.withZone(ZoneOffset.UTC));
    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final Reminders reminders =
            new Reminders(view, new FakeJobEvents(this::send), Configurations.with(Map.of()));

    private long position;
    private boolean away;
    private boolean deaf;

    private void send(Job job) {
        if (away) {
            throw new PublishingException("on purpose", new IllegalStateException());
        }
        sent.add(List.of(Sample.id(1), Sample.id(2), Sample.id(3)).indexOf(job.id()) + 1);
        if (!deaf) {
            queue(job);
        }
    }

    /** As every replica sees it. */
    private void queue(Job job) {
        view.apply(new JobEvent.Accepted(job), position++);
    }

    private void accept(int number) {
        view.apply(Sample.accepted(number)); // the replica that took it
        queue(Sample.job(number));
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
        reminders.sweep();
    }

    @Test
    void aJobOfWhichNothingIsHeardIsQueuedAgainAndThenHalfAsOften() {
        accept(1);
        view.apply(Sample.started(1, 1), 100);

        pass(SILENCE.minus(MOMENT));
        assertThat(sent).isEmpty();
        pass(MOMENT);
        assertThat(sent).containsExactly(1);

        pass(SILENCE.multipliedBy(2).minus(MOMENT));
        assertThat(sent).containsExactly(1);
        pass(MOMENT);
        assertThat(sent).containsExactly(1, 1);
    }

    @Test
    void newsStartItsPatienceAnew() {
        accept(1);
        view.apply(Sample.started(1, 1), 100);
        pass(SILENCE);

        view.apply(Sample.progress(1, 1, "base", 3), 101);
        pass(SILENCE.minus(MOMENT));
        assertThat(sent).containsExactly(1);
        pass(MOMENT);
        assertThat(sent).containsExactly(1, 1);
    }

    @Test
    void ofThoseThatWaitOnlyTheFirstIsQueuedAgain() {
        accept(1);
        accept(2);
        accept(3);

        pass(SILENCE);
        assertThat(sent).containsExactly(1);

        view.apply(Sample.started(1, 1), 100);
        pass(MOMENT);
        assertThat(sent).containsExactly(1, 2);
    }

    @Test
    void anEndedJobIsNotQueuedAgain() {
        accept(1);
        view.apply(Sample.completed(1), 100);
        pass(SILENCE.multipliedBy(100));
        assertThat(sent).isEmpty();
    }

    @Test
    void anotherReplicasReminderCounts() {
        accept(1);
        now.set(now.get().plus(SILENCE.minus(MOMENT)));
        queue(Sample.job(1));
        pass(SILENCE);
        assertThat(sent).isEmpty();
    }

    @Test
    void aReplicaThatHearsNothingAnyMoreDoesNotRepeatItselfAllTheTime() {
        accept(1);
        deaf = true;
        pass(SILENCE);
        pass(SILENCE.minus(MOMENT));
        assertThat(sent).containsExactly(1);
        pass(MOMENT);
        assertThat(sent).containsExactly(1, 1);
    }

    @Test
    void aReminderThatCannotBeSentIsTriedAgain() {
        accept(1);
        away = true;
        pass(SILENCE);
        away = false;
        pass(MOMENT);
        assertThat(sent).containsExactly(1);
    }
}
