package dev.sailplane.worker.job;

import dev.sailplane.contract.JobId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Checkpoints in memory; can be slow, or out of reach for a number of calls. */
public final class FakeCheckpointStore implements CheckpointStore {
    public final Map<JobId, Stored> checkpoints = new ConcurrentHashMap<>();
    /** All that was ever saved, in order. */
    public final List<Checkpoint> saved = new CopyOnWriteArrayList<>();

    public final Map<String, byte[]> steps = new ConcurrentHashMap<>();
    public final AtomicInteger failures = new AtomicInteger();
    public final AtomicInteger savesBegun = new AtomicInteger();
    public final AtomicInteger requests = new AtomicInteger();
    public volatile Duration savePace = Duration.ZERO;
    /** What happens when a checkpoint is read. */
    public volatile Runnable whenRead = () -> {};
    /** What deleting fails of. */
    public volatile Optional<StoreUnavailableException> forgetting = Optional.empty();

    private final AtomicInteger versions = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();

    /** Puts there what an attempt left behind. */
    public void leave(JobId job, Checkpoint checkpoint) {
        checkpoints.put(job, new Stored(checkpoint, nextVersion()));
    }

    /** Spoils what lies there. */
    public void damage(JobId job) {
        checkpoints.computeIfPresent(job, (_, stored) -> new Stored(stored.checkpoint(), "damaged"));
    }

    @Override
    public Optional<Stored> latest(JobId job) {
        whenRead.run();
        failIfDown();
        Optional<Stored> stored = Optional.ofNullable(checkpoints.get(job));
        if (stored.filter(this::isDamaged).isPresent()) {
            damaged.incrementAndGet();
        }
        return stored.filter(found -> !isDamaged(found));
    }

    @Override
    public Optional<Mark> mark(JobId job) {
        failIfDown();
        return Optional.ofNullable(checkpoints.get(job))
                .map(stored -> new Mark(
                        stored.checkpoint().attempt(), stored.checkpoint().movedBy(), stored.version()));
    }

    @Override
    public String save(JobId job, Checkpoint checkpoint, Optional<String> replaced) throws InterruptedException {
        Duration pace = savePace;
        savesBegun.incrementAndGet();
        Thread.sleep(pace);
        failIfDown();
        Stored written = new Stored(checkpoint, nextVersion());
        checkpoints.compute(job, (_, standing) -> {
            Optional<String> version = Optional.ofNullable(standing).map(Stored::version);
            if (!version.equals(replaced)) {
                throw new FencedException("on purpose");
            }
            return written;
        });
        saved.add(checkpoint);
        return written.version();
    }

    @Override
    public void forget(JobId job) {
        failIfDown();
        if (forgetting.isPresent()) {
            throw forgetting.get();
        }
        checkpoints.remove(job);
    }

    @Override
    public void keepStep(JobId job, int step, byte[] content) {
        failIfDown();
        steps.putIfAbsent(job + "/" + step, content);
    }

    @Override
    public Optional<byte[]> step(JobId job, int step) {
        failIfDown();
        return Optional.ofNullable(steps.get(job + "/" + step));
    }

    @Override
    public long damaged() {
        return damaged.get();
    }

    private boolean isDamaged(Stored stored) {
        return stored.version().equals("damaged");
    }

    private String nextVersion() {
        return "v" + versions.incrementAndGet();
    }

    private void failIfDown() {
        requests.incrementAndGet();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreUnavailableException(new IOException("down on purpose"));
        }
    }
}
