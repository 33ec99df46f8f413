package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Strikes as planned. Whatever it left frozen or closed is well again when it has ended. */
final class Saboteur {
    /** How long a victim that is just being started again is waited for. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<Member> members;
    private final Consumer<String> report;

    /** @param report takes a line for each fault */
    Saboteur(List<Member> members, Consumer<String> report) {
        this.members = List.copyOf(members);
        this.report = report;
    }

    /** Carries all faults out, one after the other, and returns those that hit. Blocking. */
    List<Fault> strike(List<Fault> faults) throws InterruptedException {
        List<Fault> hits = new ArrayList<>();
        try {
            for (Fault fault : faults) {
                Thread.sleep(fault.pause());
                if (hits(fault, faults.size())) {
                    hits.add(fault);
                }
            }
            return hits;
        } finally {
            members.forEach(Member::recover);
        }
    }

    private boolean hits(Fault fault, int all) throws InterruptedException {
        List<Member> group =
                members.stream().filter(member -> member.role() == fault.role()).toList();
        Member victim = group.get(fault.index() % group.size());
        boolean there = isThere(victim);
        report.accept("fault %d of %d: %s %s%s%s"
                .formatted(
                        fault.number(),
                        all,
                        fault.blow(),
                        victim.name(),
                        fault.lasting().isZero()
                                ? ""
                                : " for " + fault.lasting().toMillis() + " ms",
                        there ? "" : " (not there)"));
        if (there) {
            victim.strike(fault.blow());
            recoverLater(victim, fault.lasting());
        }
        return there;
    }

    private static boolean isThere(Member victim) throws InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos();
        while (!victim.isRunning() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
        return victim.isRunning();
    }

    private static void recoverLater(Member victim, Duration lasting) {
        if (!lasting.isZero()) {
            CompletableFuture.delayedExecutor(lasting.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(victim::recover);
        }
    }
}
