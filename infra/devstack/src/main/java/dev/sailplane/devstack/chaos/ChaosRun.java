package dev.sailplane.devstack.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Faults under load, peace, and a verdict. Ends by itself, also when the stack does not heal. Blocking.
 *
 * @see <a href="../../../../../../../../adr/0013-chaos-judges-what-callers-see.md">Decision 0013</a>
 */
public final class ChaosRun {
    private static final Duration TIME_TO_HEAL = Duration.ofMinutes(5);
    private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(10);
    private static final Duration IDLE_SAMPLE = Duration.ofSeconds(10);
    private static final int IDLE_SAMPLES = 6;

    private final Stage stage;
    private final ChaosPlan plan;
    private final Consumer<String> report;

    /**
     * Is to be run on a stack that is up, on fresh data.
     *
     * @param report takes a line about what goes on, from any thread
     */
    public ChaosRun(Stage stage, ChaosPlan plan, Consumer<String> report) {
        this.stage = stage;
        this.plan = plan;
        this.report = report;
    }

    /** Runs the plan. */
    public ChaosReport run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (ApiClient api = new ApiClient(stage.apis());
                Receiver receiver = new Receiver(api.webhookSecret());
                Customers customers = new Customers(plan, api, receiver)) {
            Stage whole = with(receiver);
            customers.open();
            List<Fault> hits = new Saboteur(whole.members(), report).strike(plan.faults());
            report.accept("no more faults");
            customers.stop();
            Healing healing = new Healing(whole, api, receiver, report);
            healing.await(customers.jobs(), TIME_TO_HEAL);
            int late = customers.insist();
            if (late > 0) {
                report.accept("%d orders repeated".formatted(late));
                healing.await(customers.jobs(), TIME_TO_HEAL);
            }
            Investigation investigation = new Investigation(whole, api, receiver.told());
            int orders = customers.jobs().size() + customers.refused().size();
            Map<Integer, List<String>> quiet = drawQuietly(customers, healing, api, investigation);
            Thread.sleep(TIME_TO_SETTLE);
            List<Finding> findings = new ArrayList<>();
            Finding idleness = StackChecks.idleness(whole.members(), IDLE_SAMPLE, IDLE_SAMPLES);
            Evidence evidence = investigation.gather(customers.jobs(), quiet, customers.refused());
            findings.addAll(JobChecks.judge(evidence.jobs()));
            findings.addAll(StackChecks.judge(evidence, orders, receiver.forged()));
            findings.add(idleness);
            findings.add(StackChecks.readiness(whole.members()));
            findings.add(StackChecks.ends(whole.members()));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return new Accounts(evidence, hits, late, receiver.told().values())
                    .report(plan.settings().seed(), took, findings);
        }
    }

    private Stage with(Receiver receiver) {
        List<Member> members = new ArrayList<>(stage.members());
        members.add(receiver);
        return new Stage(members, stage.apis(), stage.bucket(), stage.topics());
    }

    // Each input that was ordered is drawn once more, undisturbed: what its pictures ought to be.
    private Map<Integer, List<String>> drawQuietly(
            Customers customers, Healing healing, ApiClient api, Investigation investigation)
            throws InterruptedException {
        TreeSet<Integer> inputs = customers.jobs().values().stream()
                .map(OrderedJob::input)
                .collect(Collectors.toCollection(TreeSet::new));
        report.accept("drawing %d inputs once more".formatted(inputs.size()));
        Map<String, OrderedJob> ordered = new HashMap<>();
        for (int input : inputs) {
            OrderedJob job = customers.orderOnceMore(input);
            ordered.put(job.id(), job);
        }
        healing.await(ordered, TIME_TO_HEAL);
        Map<Integer, List<String>> pictures = new HashMap<>();
        for (OrderedJob job : ordered.values()) {
            Seen seen = Seen.of(api.job(stage.apis().getFirst(), job.id()));
            if (seen.status().equals("succeeded")) {
                pictures.put(job.input(), investigation.pictures(seen));
            }
        }
        return pictures;
    }
}
