package dev.sailplane.api.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.api.access.Access;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.job.FakeJobEvents;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.job.LineFullException;
import dev.sailplane.api.job.PublishingException;
import dev.sailplane.api.outbound.FakeOutboundClient;
import dev.sailplane.api.outbound.TargetGuard;
import dev.sailplane.api.source.PictureLoader;
import dev.sailplane.api.source.SourcePictures;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.trace.JobTraces;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private static final String MODEL = "sailplane/stickers";
    private static final String EDIT = "{\"input\":{\"prompt\":\"a ring\",\"image\":\""
            + TestPictures.dataUrl(TestPictures.transparent(4, 4)) + "\"}}";

    private final ApiConfiguration configuration = Configurations.usual();
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final JobView view = new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), Clock.systemUTC());
    private final PredictionParser parser = new PredictionParser(new ModelCatalogue(configuration), configuration);

    @Test
    void theInputsLieInTheBucketBeforeTheJobIsPublished() {
        List<Boolean> there = new ArrayList<>();
        Predictions predictions = predictions(job -> there.add(store.objects()
                .keySet()
                .containsAll(List.of(ObjectKeys.sourceImage(job.id()), ObjectKeys.sourceMask(job.id())))));

        JobState state = predictions.accept(submission(EDIT));
        assertThat(there).containsExactly(true);
        assertThat(view.find(state.job().id())).contains(state);
    }

    @Test
    void aJobThatCannotBePublishedLeavesNothingBehind() {
        List<Job> refused = new ArrayList<>();
        Predictions predictions = predictions(job -> {
            refused.add(job);
            throw new LineFullException("behind");
        });

        assertThatThrownBy(() -> predictions.accept(submission(EDIT)))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection()).isInstanceOf(Rejection.Unavailable.class));
        assertThat(store.objects()).isEmpty();
        assertThat(view.find(refused.getFirst().id())).isEmpty();
    }

    @Test
    void aJobThatIsUnconfirmedKeepsItsInputsAndItsName() {
        List<Job> told = new ArrayList<>();
        AtomicBoolean silent = new AtomicBoolean(true);
        Predictions predictions = predictions(job -> {
            told.add(job);
            if (silent.get()) {
                throw new PublishingException("silent", new IOException("silent"));
            }
        });

        assertThat(rejection(predictions, keyed(EDIT))).isEqualTo(new Rejection.Unconfirmed());
        Job first = told.getFirst();
        assertThat(view.find(first.id())).isEmpty();
        byte[] image = store.objects().get(ObjectKeys.sourceImage(first.id()));
        byte[] mask = store.objects().get(ObjectKeys.sourceMask(first.id()));
        assertThat(image).isNotNull();
        assertThat(mask).isNotNull();

        silent.set(false);
        JobState state = predictions.accept(keyed(EDIT));
        assertThat(state.id()).isEqualTo(first.id());
        assertThat(told).extracting(Job::id).containsOnly(first.id());
        // The command of the repetition chose another seed.
        assertThat(told).extracting(Job::input).containsOnly(first.input());
        // What a worker may be reading is not written again.
        assertThat(store.objects().get(ObjectKeys.sourceImage(first.id()))).isSameAs(image);
        assertThat(store.objects().get(ObjectKeys.sourceMask(first.id()))).isSameAs(mask);
    }

    @Test
    void theInputsOfAnUnconfirmedJobOutliveARefusedRepetition() {
        List<Job> told = new ArrayList<>();
        Predictions predictions = predictions(job -> {
            told.add(job);
            throw told.size() == 1
                    ? new PublishingException("silent", new IOException("silent"))
                    : new LineFullException("behind");
        });

        assertThat(rejection(predictions, keyed(EDIT))).isEqualTo(new Rejection.Unconfirmed());
        assertThat(rejection(predictions, keyed(EDIT))).isInstanceOf(Rejection.Unavailable.class);
        JobId id = told.getFirst().id();
        assertThat(told).extracting(Job::id).containsExactly(id, id);
        assertThat(store.objects()).containsKeys(ObjectKeys.sourceImage(id), ObjectKeys.sourceMask(id));
    }

    @Test
    void jobsAreNamedInTheOrderOfTheirCreation() {
        Predictions predictions = predictions(_ -> {});
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            ids.add(predictions
                    .accept(submission("{\"input\":{\"prompt\":\"a ring\"}}"))
                    .job()
                    .id()
                    .value());
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    private static Rejection rejection(Predictions predictions, Submission submission) {
        return catchThrowableOfType(RejectedException.class, () -> predictions.accept(submission))
                .rejection();
    }

    private Submission keyed(String body) {
        return new Submission(
                TenantName.DEFAULT,
                parser.parse(MODEL, body.getBytes(StandardCharsets.UTF_8)),
                new RequestIdentity(body, Optional.of("k"), false));
    }

    private Submission submission(String body) {
        return new Submission(
                TenantName.DEFAULT,
                parser.parse(MODEL, body.getBytes(StandardCharsets.UTF_8)),
                new RequestIdentity(body, Optional.empty(), false));
    }

    private Predictions predictions(Consumer<Job> publisher) {
        SourcePictures sources =
                new SourcePictures(new PictureLoader(store, new FakeOutboundClient(), configuration), configuration);
        TargetGuard guard = new TargetGuard(_ -> List.of(InetAddress.getLoopbackAddress()), configuration);
        Jobs jobs = new Jobs(view, store, configuration);
        return new Predictions(
                new Idempotency(store, view, jobs, new ObjectMapper(), configuration),
                new JobInputs(sources, store, jobs),
                new JobIntake(Access.unlimited(configuration), new FakeJobEvents(publisher), view),
                guard,
                new JobTraces(OpenTelemetry.noop().getTracer("test"), true));
    }
}
