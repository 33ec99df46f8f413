package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes what is done to it. */
final class FakeMember implements Member {
    final List<String> blows = new ArrayList<>();
    Map<Integer, Integer> ends = Map.of();
    boolean ready = true;
    Duration cpuTime = Duration.ZERO;
    /** What the first looks find, one after the other; each later one adds {@link #cpuTimePerLook}. */
    final Deque<Duration> cpuTimeOfLooks = new ArrayDeque<>();

    Duration cpuTimePerLook = Duration.ZERO;
    private final String name;
    private final Role role;

    FakeMember(String name, Role role) {
        this.name = name;
        this.role = role;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public synchronized void strike(Blow blow) {
        blows.add(blow.toString());
    }

    @Override
    public synchronized void recover() {
        blows.add("recover");
    }

    @Override
    public Optional<Duration> cpuTime() {
        cpuTime = cpuTimeOfLooks.isEmpty() ? cpuTime.plus(cpuTimePerLook) : cpuTimeOfLooks.removeFirst();
        return Optional.of(cpuTime);
    }

    @Override
    public Map<Integer, Integer> ends() {
        return ends;
    }
}
