package dev.sailplane.api.fleet;

/**
 * The work that waits and runs at a moment.
 *
 * @param queuedJobs accepted jobs that no worker has begun
 * @param runningJobs jobs that a worker has begun
 * @param queuedDeviceSeconds what the queued jobs will take one device, as jobs like them took it
 * @param runningDeviceSeconds what is left of the running ones; above 0 as long as one runs
 */
public record FleetWork(long queuedJobs, long runningJobs, double queuedDeviceSeconds, double runningDeviceSeconds) {
    /** All of it: a fleet of n devices is through with it after an n-th of that. */
    public double deviceSeconds() {
        return queuedDeviceSeconds + runningDeviceSeconds;
    }
}
