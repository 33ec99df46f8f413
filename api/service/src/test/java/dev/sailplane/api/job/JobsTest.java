package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobsTest {
    private final JobView view = new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), Clock.systemUTC());
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Jobs jobs = jobs("30S");

    @Test
    void aForgottenJobIsReadFromItsManifest() {
        manifest();
        assertThat(jobs.find(Sample.id(1)))
                .hasValueSatisfying(state -> assertThat(state).isInstanceOf(JobState.Succeeded.class));
    }

    @Test
    void aJobThatNeverWasIsNotFound() {
        assertThat(jobs.find(Sample.id(1))).isEmpty();
    }

    @Test
    void aQuietJobIsLookedUpAndItsEndRemembered() {
        view.apply(Sample.accepted(1));
        manifest();
        assertThat(jobs.find(Sample.id(1)))
                .hasValueSatisfying(state -> assertThat(state.ended()).isFalse());

        assertThat(jobs("PT0S").find(Sample.id(1))).isPresent();
        assertThat(view.find(Sample.id(1)))
                .hasValueSatisfying(state -> assertThat(state.ended()).isTrue());
    }

    @Test
    void whatTheViewKnowsIsToldWhileTheBucketIsDown() {
        view.apply(Sample.accepted(1));
        store.down(true);
        assertThat(jobs("PT0S").find(Sample.id(1))).contains(new JobState.Starting(Sample.job(1)));
        assertThatThrownBy(() -> jobs.find(Sample.id(2))).isInstanceOf(StorageException.class);
    }

    private void manifest() {
        store.objects()
                .put(
                        ObjectKeys.manifest(Sample.id(1)),
                        Messages.write(new JobManifest(Sample.job(1), Sample.completed(1))));
    }

    private Jobs jobs(String quietTime) {
        return new Jobs(view, store, Configurations.with(Map.of("sailplane.api.view.quiet-time", quietTime)));
    }
}
