package dev.sailplane.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final JobView view = new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), Clock.systemUTC());
    private final List<JobEvent.Canceled> told = new ArrayList<>();
    private boolean brokerDown;
    private final Cancellation cancellation =
            new Cancellation(new Jobs(view, store, Configurations.usual()), view, store, new JobEvents() {
                @Override
                public void accepted(dev.sailplane.contract.Job job) {}

                @Override
                public void canceled(JobEvent.Canceled canceled) {
                    if (brokerDown) {
                        throw new PublishingException("down", new IOException("down"));
                    }
                    told.add(canceled);
                }
            });

    @Test
    void aRunningJobIsCanceledForGoodAndEveryoneIsTold() {
        JobState canceled = cancellation.cancel(running());
        assertThat(canceled).isInstanceOf(JobState.Canceled.class);
        assertThat(told).hasSize(1);
        assertThat(standing().outcome()).isEqualTo(told.getFirst());
        assertThat(view.find(Sample.id(1))).contains(canceled);
    }

    @Test
    void aJobThatFinishedFirstStaysFinished() {
        JobState running = running();
        store.create(
                ObjectKeys.manifest(Sample.id(1)),
                Messages.write(new JobManifest(Sample.job(1), Sample.completed(1))),
                "application/json");
        assertThat(cancellation.cancel(running)).isInstanceOf(JobState.Succeeded.class);
        assertThat(told).isEmpty();
    }

    @Test
    void cancelingTwiceIsCancelingOnce() {
        JobState first = cancellation.cancel(running());
        JobState second = cancellation.cancel(first);
        assertThat(second).isEqualTo(first);
        assertThat(told).allMatch(told.getFirst()::equals);
    }

    @Test
    void withoutABrokerItIsDecidedAndToldTheNextTime() {
        brokerDown = true;
        JobState running = running();
        assertThatThrownBy(() -> cancellation.cancel(running)).isInstanceOf(PublishingException.class);
        brokerDown = false;
        JobState canceled = cancellation.cancel(running);
        assertThat(canceled).isInstanceOf(JobState.Canceled.class);
        assertThat(told).containsExactly((JobEvent.Canceled) standing().outcome());
    }

    @Test
    void withoutABucketNothingIsDecided() {
        JobState running = running();
        store.down(true);
        assertThatThrownBy(() -> cancellation.cancel(running)).isInstanceOf(StorageException.class);
        store.down(false);
        assertThat(store.objects()).isEmpty();
        assertThat(view.find(Sample.id(1)).orElseThrow().ended()).isFalse();
    }

    private JobState running() {
        view.apply(Sample.accepted(1));
        view.apply(Sample.started(1, 1), 0);
        return view.find(Sample.id(1)).orElseThrow();
    }

    private JobManifest standing() {
        return Messages.readManifest(
                store.get(ObjectKeys.manifest(Sample.id(1)), 1 << 20).orElseThrow());
    }
}
