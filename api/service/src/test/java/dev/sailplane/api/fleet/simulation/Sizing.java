package dev.sailplane.api.fleet.simulation;

import dev.sailplane.api.fleet.FleetWork;

/** Decides how many workers there are. */
interface Sizing {
    /** A fleet that is always the same. */
    static Sizing fixed(int replicas) {
        return (_, _, _) -> replicas;
    }

    /**
     * How many workers there are to be.
     *
     * @param now seconds since the beginning
     * @param present replicas wanted until now
     */
    int replicas(double now, int present, FleetWork work);
}
