package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold of the stack as a whole when all is quiet again. */
final class StackChecks {
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    /** Of a core. */
    private static final double IDLE = 0.1;

    private StackChecks() {}

    /** From what was found out. */
    static List<Finding> judge(Evidence evidence, int orders, int forged) {
        List<String> strangers = evidence.strangers().entrySet().stream()
                .map(job -> "nobody was told of %s: %d records of acceptance, ended as %s"
                        .formatted(
                                job.getKey(),
                                job.getValue().acceptances(),
                                job.getValue().outcomes()))
                .toList();
        List<String> strays =
                evidence.strayObjects().values().stream().map(Object::toString).toList();
        return List.of(
                new Finding("every order was accepted", orders, evidence.refused()),
                new Finding("one order is one job", evidence.jobs().size(), strangers),
                new Finding("no objects of unknown jobs", evidence.jobs().size(), strays),
                new Finding("no dead letters", 1, some(evidence.deadLetters(), "dead letters")),
                new Finding("every webhook was rightly signed", 1, some(forged, "wrong signatures")));
    }

    private static List<String> some(int count, String what) {
        return count == 0 ? List.of() : List.of(count + " " + what);
    }

    /** Members that are not ready. */
    static Finding readiness(List<Member> members) throws InterruptedException {
        List<String> unready = new ArrayList<>();
        for (Member member : members) {
            if (!member.isReady()) {
                unready.add(member.name());
            }
        }
        return new Finding("every process is ready", members.size(), unready);
    }

    /** Processes that ended other than by a blow. */
    static Finding ends(List<Member> members) {
        List<String> unbidden = new ArrayList<>();
        long all = 0;
        for (Member member : members) {
            Map<Integer, Integer> ends = new HashMap<>(member.ends());
            all += ends.values().stream().mapToInt(Integer::intValue).sum();
            ends.keySet().removeAll(List.of(KILLED, TERMINATED));
            ends.forEach(
                    (status, times) -> unbidden.add("%s, status %d, %d times".formatted(member.name(), status, times)));
        }
        return new Finding("no process ended by itself", all, unbidden);
    }

    /** Looks for so long for processes that work though there is nothing to do. */
    static Finding idleness(List<Member> members, Duration sample) throws InterruptedException {
        Map<Member, Duration> before = new HashMap<>();
        members.forEach(member -> member.cpuTime().ifPresent(time -> before.put(member, time)));
        Thread.sleep(sample);
        List<String> busy = new ArrayList<>();
        before.forEach((member, time) -> {
            Optional<Double> load =
                    member.cpuTime().map(now -> (double) now.minus(time).toMillis() / sample.toMillis());
            if (load.isEmpty() || load.get() >= IDLE) {
                busy.add("%s: %s of a core"
                        .formatted(member.name(), load.map("%.2f"::formatted).orElse("?")));
            }
        });
        return new Finding("no process is busy when idle", before.size(), busy);
    }
}
