package dev.sailplane.api.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final TenantName TENANT = TenantName.DEFAULT;

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final ApiConfiguration configuration = Configurations.usual();
    private final PredictionParser parser = new PredictionParser(new ModelCatalogue(configuration), configuration);
    private final List<JobId> accepted = new CopyOnWriteArrayList<>();
    private final JobView view = new JobView(new JobView.Capacity(5_000, 10), new WorkLedger(10), Clock.systemUTC());
    private final JobView otherView =
            new JobView(new JobView.Capacity(5_000, 10), new WorkLedger(10), Clock.systemUTC());

    @Test
    void theSameKeyLeadsToTheSameJob() {
        JobState first = once(view, keyed("k", "a"));
        JobState second = once(view, keyed("k", "a"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(accepted).hasSize(1);
    }

    @Test
    void anotherTenantsKeyIsAnotherKey() {
        JobState mine = once(view, keyed("k", "a"));
        JobState theirs = once(view, new Submission(new TenantName("acme"), command(), identity("k", "a", false)));
        assertThat(theirs.id()).isNotEqualTo(mine.id());
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        once(view, keyed("k", "a"));
        assertThatThrownBy(() -> once(view, keyed("k", "b")))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(new Rejection.KeyReused()));
    }

    @Test
    void aKeyWhoseFirstRequestWasRefusedIsFree() {
        assertThatThrownBy(() -> idempotency(view).once(keyed("k", "a"), fresh(), (_, _) -> {
                    throw RejectedException.of("/input/image", "image is broken");
                }))
                .isInstanceOf(RejectedException.class);
        once(view, keyed("k", "b"));
        assertThat(accepted).hasSize(1);
    }

    @Test
    void aRequestWhoseReplicaDiedIsTakenUpUnderTheSameName() throws InterruptedException {
        List<JobId> promised = new ArrayList<>();
        assertThatThrownBy(() -> idempotency(view).once(keyed("k", "a"), fresh(), (id, _) -> {
                    promised.add(id);
                    throw new IllegalStateException("the replica dies here");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> once(configured("60S"), keyed("k", "a")))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(new Rejection.KeyInFlight()));
        Thread.sleep(100);
        assertThat(once(configured("100MS"), keyed("k", "a")).id()).isEqualTo(promised.getFirst());
    }

    @Test
    void aKeyThatWasTakenThoughTheAnswerGotLostIsTaken() {
        MemoryObjectStore forgetful = new MemoryObjectStore() {
            @Override
            public boolean create(String key, byte[] bytes, String contentType) {
                objects().putIfAbsent(key, bytes.clone());
                return false;
            }
        };
        Idempotency idempotency = new Idempotency(
                forgetful, view, new Jobs(view, forgetful, configuration), new ObjectMapper(), configuration);
        once(idempotency, keyed("k", "a"));
        assertThat(accepted).hasSize(1);
    }

    @Test
    void twoReplicasRacedAThousandTimesMakeOneJobEach() throws Exception {
        Map<String, Set<JobId>> jobs = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int key = 0; key < 1_000; key++) {
                for (JobView replica : List.of(view, otherView)) {
                    String name = "key-" + key;
                    calls.add(threads.submit(() -> {
                        try {
                            JobState state = once(replica, keyed(name, "a"));
                            jobs.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet())
                                    .add(state.id());
                        } catch (RejectedException inFlight) {
                            assertThat(inFlight.rejection()).isEqualTo(new Rejection.KeyInFlight());
                        }
                    }));
                }
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(jobs).hasSize(1_000).allSatisfy((_, ids) -> assertThat(ids).hasSize(1));
        assertThat(accepted).hasSize(1_000);
    }

    @Test
    void aClientThatRepeatsItselfWithoutAKeyGetsItsJob() {
        JobState first =
                once(view, new Submission(TENANT, command(), new RequestIdentity("a", Optional.empty(), false)));
        JobState again =
                once(view, new Submission(TENANT, command(), new RequestIdentity("a", Optional.empty(), true)));
        JobState wanted =
                once(view, new Submission(TENANT, command(), new RequestIdentity("a", Optional.empty(), false)));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(wanted.id()).isNotEqualTo(first.id());
    }

    @Test
    void theRepetitionOfARequestThatNeverArrivedIsTheFirst() {
        once(view, new Submission(TENANT, command(), new RequestIdentity("a", Optional.empty(), true)));
        assertThat(accepted).hasSize(1);
    }

    @Test
    void aKeyWhoseJobIsUnconfirmedLeadsToThatJobAtOnce() {
        JobId unknown = unconfirmed(keyed("k", "a"));
        assertThat(once(otherView, keyed("k", "a")).id()).isEqualTo(unknown);
        assertThat(once(view, keyed("k", "a")).id()).isEqualTo(unknown);
        assertThat(accepted).containsExactly(unknown);
    }

    @Test
    void aKeyWhoseJobIsUnconfirmedIsNotFreeForAnotherRequest() {
        unconfirmed(keyed("k", "a"));
        assertThatThrownBy(() -> once(view, keyed("k", "b")))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(new Rejection.KeyReused()));
    }

    @Test
    void anUnconfirmedJobThatWasTakenAfterAllIsFound() {
        Submission submission = keyed("k", "a");
        JobId unknown = unconfirmed(submission);
        view.apply(new JobEvent.Accepted(job(unknown, submission)));
        assertThat(once(view, keyed("k", "a")).id()).isEqualTo(unknown);
        assertThat(accepted).isEmpty();
    }

    @Test
    void anUnconfirmedJobKeepsItsNameHoweverItsRepetitionsEnd() {
        JobId unknown = unconfirmed(keyed("k", "a"));
        assertThat(unconfirmed(keyed("k", "a"))).isEqualTo(unknown);
        assertThatThrownBy(() -> idempotency(view).once(keyed("k", "a"), fresh(), (_, _) -> {
                    throw RejectedException.of("/input/image", "image is gone");
                }))
                .isInstanceOf(RejectedException.class);
        assertThat(once(view, keyed("k", "a")).id()).isEqualTo(unknown);
    }

    @Test
    void aSeedLeftToChanceIsThatOfTheFirstTime() {
        Submission first = keyed("k", "a").withSeed(1);
        unconfirmed(first);
        assertThat(once(view, keyed("k", "a").withSeed(2)).job().input().seed()).isEqualTo(1);
    }

    @Test
    void whileAnUnconfirmedJobIsTakenUpOthersAreToldToWait() {
        JobId unknown = unconfirmed(keyed("k", "a"));
        JobState state = idempotency(view).once(keyed("k", "a"), fresh(), (id, submission) -> {
            assertThatThrownBy(() -> once(configured("60S"), keyed("k", "a")))
                    .isInstanceOfSatisfying(
                            RejectedException.class,
                            refused -> assertThat(refused.rejection()).isEqualTo(new Rejection.KeyInFlight()));
            return new JobState.Starting(job(id, submission));
        });
        assertThat(state.id()).isEqualTo(unknown);
    }

    @Test
    void anUnconfirmedJobThatTheBucketCouldNotNoteKeepsItsName() throws InterruptedException {
        List<JobId> unknown = new ArrayList<>();
        assertThatThrownBy(() -> idempotency(view).once(keyed("k", "a"), fresh(), (id, _) -> {
                    unknown.add(id);
                    store.down(true);
                    throw new RejectedException(new Rejection.Unconfirmed());
                }))
                .isInstanceOf(RejectedException.class);
        store.down(false);
        Thread.sleep(100);
        assertThat(once(configured("100MS"), keyed("k", "a")).id()).isEqualTo(unknown.getFirst());
    }

    @Test
    void aClientThatRepeatsAnUnconfirmedRequestWithoutAKeyGetsItsJob() {
        JobId unknown = unconfirmed(keyless(false));
        assertThat(once(otherView, keyless(true)).id()).isEqualTo(unknown);
        assertThat(accepted).containsExactly(unknown);
    }

    @Test
    void theRepetitionOfAnUnconfirmedRequestIsNotMistakenForAnEarlierJobOfTheSameWords() {
        JobState earlier = once(view, keyless(false));
        JobId unknown = unconfirmed(keyless(false));
        assertThat(once(view, keyless(true)).id()).isEqualTo(unknown).isNotEqualTo(earlier.id());
    }

    @Test
    void theRepetitionOfALaterRequestIsNotMistakenForTheUnconfirmedOne() {
        JobId unknown = unconfirmed(keyless(false));
        JobState later = once(view, keyless(false));
        assertThat(once(view, keyless(true)).id()).isEqualTo(later.id()).isNotEqualTo(unknown);
    }

    @Test
    void aNewRequestWithoutAKeyIsANewJobThoughAnEarlierOneIsUnconfirmed() {
        JobId unknown = unconfirmed(keyless(false));
        assertThat(once(view, keyless(false)).id()).isNotEqualTo(unknown);
    }

    @Test
    void aRequestWithoutAKeyThatWasRefusedLeavesNothing() {
        assertThatThrownBy(() -> idempotency(view).once(keyless(false), fresh(), (_, _) -> {
                    throw new RejectedException(new Rejection.Unavailable("down"));
                }))
                .isInstanceOf(RejectedException.class);
        assertThat(store.objects()).isEmpty();
    }

    /** The name of the job that the request may have made. */
    private JobId unconfirmed(Submission submission) {
        List<JobId> unknown = new ArrayList<>();
        assertThatThrownBy(() -> idempotency(view).once(submission, fresh(), (id, _) -> {
                    unknown.add(id);
                    throw new RejectedException(new Rejection.Unconfirmed());
                }))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(new Rejection.Unconfirmed()));
        return unknown.getFirst();
    }

    private Submission keyless(boolean repeated) {
        return new Submission(TENANT, command(), new RequestIdentity("a", Optional.empty(), repeated));
    }

    private JobState once(JobView replica, Submission submission) {
        return once(idempotency(replica), submission);
    }

    private JobState once(Idempotency idempotency, Submission submission) {
        return idempotency.once(submission, fresh(), (id, first) -> {
            accepted.add(id);
            Job job = job(id, first);
            // The topic tells every replica.
            view.apply(new JobEvent.Accepted(job));
            otherView.apply(new JobEvent.Accepted(job));
            return new JobState.Starting(job);
        });
    }

    private Idempotency idempotency(JobView replica) {
        return new Idempotency(
                store, replica, new Jobs(replica, store, configuration), new ObjectMapper(), configuration);
    }

    private Idempotency configured(String inFlight) {
        ApiConfiguration patient = Configurations.with(
                Map.of("sailplane.api.idempotency.in-flight", inFlight, "sailplane.api.view.patience", "1MS"));
        return new Idempotency(store, view, new Jobs(view, store, patient), new ObjectMapper(), patient);
    }

    private Submission keyed(String key, String fingerprint) {
        return new Submission(TENANT, command(), identity(key, fingerprint, false));
    }

    private static RequestIdentity identity(String key, String fingerprint, boolean repeated) {
        return new RequestIdentity(fingerprint, Optional.of(key), repeated);
    }

    private PredictionCommand command() {
        return parser.parse(
                "sailplane/stickers", "{\"input\":{\"prompt\":\"a ring\"}}".getBytes(StandardCharsets.UTF_8));
    }

    private static JobId fresh() {
        return new JobId(UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT));
    }

    private static Job job(JobId id, Submission submission) {
        GenerationInput input = submission.command().input();
        return new Job(
                id,
                submission.tenant(),
                "sailplane/stickers",
                "stickers-2",
                input,
                Optional.empty(),
                Clock.systemUTC().instant(),
                Optional.empty(),
                submission.identity().fingerprint(),
                Priority.INTERACTIVE,
                Optional.empty());
    }
}
