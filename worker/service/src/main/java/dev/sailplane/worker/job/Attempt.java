package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;

/**
 * One attempt at a job.
 *
 * @param number 1 for the first; each later one has a greater number
 * @param fence its right to the job, and what it goes on from
 */
record Attempt(Job job, int number, Fence fence) {
    /** Attempts since one got the job further, this one included. The store is waited for. */
    int fruitless() throws InterruptedException {
        int movedBy = fence.movedBy();
        // That the first of all attempts gets further than nothing says nothing of the job.
        return movedBy > 1 ? number - movedBy : number;
    }
}
