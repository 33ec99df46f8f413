package dev.sailplane.devstack;

import dev.sailplane.devstack.chaos.Blow;
import dev.sailplane.devstack.chaos.Member;
import dev.sailplane.devstack.chaos.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process of the stack as one that can be struck. */
final class StackMember implements Member {
    private final StackProcess process;
    private final Role role;
    private Optional<ProcessHandle> frozen = Optional.empty();

    StackMember(StackProcess process, Role role) {
        this.process = process;
        this.role = role;
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public boolean isRunning() {
        return process.running().isPresent();
    }

    @Override
    public boolean isReady() throws InterruptedException {
        return process.isReady();
    }

    @Override
    public synchronized void strike(Blow blow) {
        switch (blow) {
            case KILL -> process.kill();
            case TERMINATE -> process.terminate();
            case FREEZE -> {
                recover();
                frozen = process.running();
                frozen.ifPresent(running -> signal(running, "STOP"));
            }
        }
    }

    @Override
    public synchronized void recover() {
        frozen.filter(ProcessHandle::isAlive).ifPresent(standing -> signal(standing, "CONT"));
        frozen = Optional.empty();
    }

    @Override
    public Optional<Duration> cpuTime() {
        return process.running().flatMap(running -> running.info().totalCpuDuration());
    }

    @Override
    public Map<Integer, Integer> ends() {
        return process.ends();
    }

    // The process may have ended this very moment: then there is nothing to signal, and no harm in it.
    private static void signal(ProcessHandle running, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(running.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot signal a process", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
