package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class JobListTest {
    private static final TenantName ACME = new TenantName("acme");

    private final JobView view =
            new JobView(new JobView.Capacity(50, 10), new WorkLedger(10), Clock.fixed(Sample.ENDED_AT, ZoneOffset.UTC));

    @Test
    void pagesLeadFromTheNewestToTheEldestAndBack() {
        for (int number = 1; number <= 25; number++) {
            view.apply(Sample.accepted(number));
        }
        List<List<String>> down = new ArrayList<>();
        JobPage page = page(JobListTest::any, Optional.empty());
        down.add(ids(page));
        while (page.older().isPresent()) {
            page = page(JobListTest::any, page.older());
            down.add(ids(page));
        }
        assertThat(down.stream().map(List::size)).containsExactly(10, 10, 5);
        assertThat(down.stream().flatMap(List::stream))
                .containsExactlyElementsOf(
                        ids(25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
        page = page(JobListTest::any, page.newer());
        assertThat(ids(page)).isEqualTo(down.get(1));
        page = page(JobListTest::any, page.newer());
        assertThat(ids(page)).isEqualTo(down.getFirst());
        assertThat(page.newer()).isEmpty();
    }

    @Test
    void newJobsDoNotMoveAPage() {
        for (int number = 1; number <= 12; number++) {
            view.apply(Sample.accepted(number));
        }
        Optional<JobCursor> older = page(JobListTest::any, Optional.empty()).older();
        view.apply(Sample.accepted(13));
        assertThat(ids(page(JobListTest::any, older))).containsExactlyElementsOf(ids(2, 1));
    }

    @Test
    void aFilterFillsItsPages() {
        for (int number = 1; number <= 24; number++) {
            view.apply(Sample.accepted(number));
            if (number % 2 == 0) {
                view.apply(Sample.completed(number));
            }
        }
        JobPage page = page(JobState::ended, Optional.empty());
        assertThat(ids(page)).containsExactlyElementsOf(ids(24, 22, 20, 18, 16, 14, 12, 10, 8, 6));
        assertThat(ids(page(JobState::ended, page.older()))).containsExactlyElementsOf(ids(4, 2));
    }

    @Test
    void nobodySeesAnothersJobs() {
        view.apply(Sample.accepted(1));
        view.apply(new JobEvent.Accepted(of(ACME, 2)));
        assertThat(ids(page(JobListTest::any, Optional.empty()))).containsExactlyElementsOf(ids(1));
        assertThat(view.page(ACME, new JobQuery(JobListTest::any, Optional.empty(), 10))
                        .jobs())
                .extracting(JobState::id)
                .containsExactly(Sample.id(2));
        assertThat(view.page(new TenantName("other"), new JobQuery(JobListTest::any, Optional.empty(), 10)))
                .isEqualTo(JobPage.EMPTY);
    }

    @Test
    void whatIsForgottenIsNotListed() {
        for (int number = 1; number <= 60; number++) {
            view.apply(Sample.accepted(number));
            view.apply(Sample.completed(number));
        }
        assertThat(view.page(TenantName.DEFAULT, new JobQuery(JobListTest::any, Optional.empty(), 100))
                        .jobs())
                .hasSize(50)
                .extracting(JobState::id)
                .doesNotContain(Sample.id(10));
    }

    @Test
    void theLineMovesUpAsJobsAreTaken() {
        for (int number = 1; number <= 3; number++) {
            view.apply(Sample.accepted(number));
        }
        assertThat(view.queuePosition(Sample.id(1))).hasValue(0);
        assertThat(view.queuePosition(Sample.id(3))).hasValue(2);
        view.apply(Sample.started(1, 1));
        assertThat(view.queuePosition(Sample.id(1))).isEmpty();
    }

    @Test
    void aBatchJobIsInALineOfItsOwn() {
        view.apply(Sample.accepted(1));
        view.apply(new JobEvent.Accepted(ofBatch(2)));
        view.apply(Sample.accepted(3));
        view.apply(new JobEvent.Accepted(ofBatch(4)));
        assertThat(view.queuePosition(Sample.id(3))).hasValue(1);
        assertThat(view.queuePosition(Sample.id(2))).hasValue(0);
        assertThat(view.queuePosition(Sample.id(4))).hasValue(1);
        view.apply(Sample.started(2, 1));
        assertThat(view.queuePosition(Sample.id(2))).isEmpty();
        assertThat(view.queuePosition(Sample.id(3))).hasValue(1);
    }

    @Test
    void jobsAreCountedByTenant() {
        view.apply(Sample.accepted(1));
        view.apply(Sample.accepted(2));
        view.apply(Sample.accepted(2));
        view.apply(Sample.completed(2));
        view.apply(Sample.completed(2));
        view.apply(new JobEvent.Accepted(of(ACME, 3)));
        assertThat(view.activeJobs(TenantName.DEFAULT)).isEqualTo(1);
        assertThat(view.activeJobs(ACME)).isEqualTo(1);
        assertThat(view.acceptedSince(TenantName.DEFAULT, Sample.ACCEPTED_AT.minusSeconds(1)))
                .isEqualTo(2);
        assertThat(view.acceptedSince(TenantName.DEFAULT, Sample.ACCEPTED_AT.plusSeconds(1)))
                .isZero();
    }

    @Test
    void deadlinesArePassedByActiveJobsAlone() {
        view.apply(new JobEvent.Accepted(due(1, Sample.ENDED_AT)));
        view.apply(new JobEvent.Accepted(due(2, Sample.ENDED_AT.plus(Duration.ofSeconds(1)))));
        view.apply(new JobEvent.Accepted(due(3, Sample.ENDED_AT.minusSeconds(5))));
        view.apply(Sample.completed(3));
        assertThat(view.overdue()).extracting(JobState::id).containsExactly(Sample.id(1));
    }

    private JobPage page(Predicate<JobState> filter, Optional<JobCursor> cursor) {
        return view.page(
                TenantName.DEFAULT, new JobQuery(filter, cursor.map(place -> JobCursor.parse(place.text())), 10));
    }

    private static List<String> ids(JobPage page) {
        return page.jobs().stream().map(state -> state.id().value()).toList();
    }

    private static List<String> ids(int... numbers) {
        return java.util.Arrays.stream(numbers)
                .mapToObj(number -> Sample.id(number).value())
                .toList();
    }

    private static boolean any(JobState state) {
        return true;
    }

    private static Job of(TenantName tenant, int number) {
        return copy(Sample.job(number), tenant, Optional.empty(), Priority.INTERACTIVE);
    }

    private static Job due(int number, Instant deadline) {
        return copy(Sample.job(number), TenantName.DEFAULT, Optional.of(deadline), Priority.INTERACTIVE);
    }

    private static Job ofBatch(int number) {
        return copy(Sample.job(number), TenantName.DEFAULT, Optional.empty(), Priority.BATCH);
    }

    private static Job copy(Job job, TenantName tenant, Optional<Instant> deadline, Priority priority) {
        return new Job(
                job.id(),
                tenant,
                job.model(),
                job.version(),
                job.input(),
                job.webhook(),
                job.createdAt(),
                deadline,
                job.fingerprint(),
                priority,
                job.traceparent());
    }
}
