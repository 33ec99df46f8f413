package dev.sailplane.worker.job;

import dev.sailplane.contract.JobId;

final class FakeCheckpointStoreTest extends CheckpointStoreContract {
    private final FakeCheckpointStore store = new FakeCheckpointStore();

    @Override
    protected CheckpointStore store() {
        return store;
    }

    @Override
    protected void damage(JobId job) {
        store.damage(job);
    }
}
