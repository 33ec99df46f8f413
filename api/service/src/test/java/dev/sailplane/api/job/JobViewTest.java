package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.api.fleet.FleetWork;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.contract.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JobViewTest {
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private final AtomicReference<Instant> now = new AtomicReference<>(Sample.ACCEPTED_AT);
    private final JobView view = new JobView(new JobView.Capacity(2, 2), new WorkLedger(10), new TestClock());

    @Test
    void anAcceptedJobIsThereAtOnce() {
        view.apply(Sample.accepted(1));
        assertThat(view.find(Sample.id(1))).contains(new JobState.Starting(Sample.job(1)));
    }

    @Test
    void eventsBeforeTheAcceptanceAreKeptAside() {
        view.apply(Sample.started(1, 1));
        view.apply(Sample.completed(1));
        assertThat(view.find(Sample.id(1))).isEmpty();

        view.apply(Sample.accepted(1));
        assertThat(view.find(Sample.id(1)))
                .hasValueSatisfying(state -> assertThat(state).isInstanceOf(JobState.Succeeded.class));
    }

    @Test
    void anAcceptanceTwiceDoesNotReviveTheJob() {
        view.apply(Sample.accepted(1));
        view.apply(Sample.completed(1));
        view.apply(Sample.accepted(1));
        assertThat(view.find(Sample.id(1)))
                .hasValueSatisfying(state -> assertThat(state.ended()).isTrue());
    }

    @Test
    void onlyTheLatestEndedJobsAreKeptAndEveryActiveOne() {
        for (int number = 1; number <= 5; number++) {
            view.apply(Sample.accepted(number));
        }
        for (int number = 1; number <= 3; number++) {
            view.apply(Sample.completed(number));
        }
        assertThat(view.find(Sample.id(1))).isEmpty();
        assertThat(view.find(Sample.id(2))).isPresent();
        assertThat(view.find(Sample.id(3))).isPresent();
        assertThat(view.find(Sample.id(4))).isPresent();
        assertThat(view.find(Sample.id(5))).isPresent();
    }

    @Test
    void allActiveJobsAreWork() {
        view.apply(Sample.accepted(1));
        view.apply(Sample.accepted(2));
        view.apply(Sample.started(1, 1));
        view.apply(Sample.progress(1, 1, "base", 10));
        assertThat(view.work()).isEqualTo(new FleetWork(1, 1, 10, 7.5));
        assertThat(view.waitingSince(Priority.INTERACTIVE)).contains(Sample.ACCEPTED_AT);

        view.apply(Sample.completed(1));
        view.apply(Sample.failed(2));
        view.apply(Sample.completed(1));
        assertThat(view.work()).isEqualTo(new FleetWork(0, 0, 0, 0));
        assertThat(view.waitingSince(Priority.INTERACTIVE)).isEmpty();
    }

    @Test
    void aJobTellsHowLongTheNextOnesTake() {
        view.apply(Sample.accepted(1));
        view.apply(Sample.completed(1));
        view.apply(Sample.accepted(2));

        assertThat(view.work().deviceSeconds())
                .isCloseTo(Sample.completed(1).completion().deviceSeconds(), within(1e-9));
    }

    @Test
    void eventsKeptAsideAreBounded() {
        view.apply(Sample.completed(1));
        view.apply(Sample.completed(2));
        view.apply(Sample.completed(3));
        view.apply(Sample.accepted(1));
        assertThat(view.find(Sample.id(1))).contains(new JobState.Starting(Sample.job(1)));
        view.apply(Sample.accepted(3));
        assertThat(view.find(Sample.id(3)))
                .hasValueSatisfying(state -> assertThat(state.ended()).isTrue());
    }

    @Test
    void aJobWithoutNewsIsQuietOnceAPeriod() {
        view.apply(Sample.accepted(1));
        assertThat(view.quiet(Sample.id(1), PERIOD)).isFalse();
        now.set(now.get().plus(PERIOD));
        assertThat(view.quiet(Sample.id(1), PERIOD)).isTrue();
        assertThat(view.quiet(Sample.id(1), PERIOD)).isFalse();
        view.apply(Sample.completed(1));
        now.set(now.get().plus(PERIOD));
        assertThat(view.quiet(Sample.id(1), PERIOD)).isFalse();
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
