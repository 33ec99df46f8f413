package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /**
     * Looks for processes that go on working though there is nothing to do. What a killed neighbour left to tidy up ends
     * by itself (a broker lets go of a dead member's sessions for up to a minute), a busy loop does not: a process is busy
     * that was busy in every sample.
     *
     * @param sample how long one look takes
     * @param samples how many looks a process has to be quiet in one of
     */
    static Finding idleness(List<Member> members, Duration sample, int samples) throws InterruptedException {
        List<Member> measured =
                members.stream().filter(member -> member.cpuTime().isPresent()).toList();
        Map<Member, String> busy = new LinkedHashMap<>();
        measured.forEach(member -> busy.put(member, ""));
        for (int look = 0; look < samples && !busy.isEmpty(); look++) {
            Map<Member, Optional<Duration>> before = new HashMap<>();
            busy.keySet().forEach(member -> before.put(member, member.cpuTime()));
            Thread.sleep(sample);
            before.forEach((member, then) -> {
                Optional<Double> load = then.flatMap(time ->
                        member.cpuTime().map(now -> (double) now.minus(time).toMillis() / sample.toMillis()));
                if (load.isPresent() && load.get() < IDLE) {
                    busy.remove(member);
                } else {
                    busy.put(member, load.map("%.2f"::formatted).orElse("?"));
                }
            });
        }
        List<String> violations = busy.entrySet().stream()
                .map(member -> "%s: %s of a core".formatted(member.getKey().name(), member.getValue()))
                .toList();
        return new Finding("no process is busy when idle", measured.size(), violations);
    }
}
