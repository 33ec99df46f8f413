package dev.sailplane.api.fleet.simulation;

import dev.sailplane.api.fleet.FleetWork;
import java.util.Locale;

/** What a week came to. */
final class Tally {
    private static final int LONGEST_WAIT = 7 * 86_400;
    private static final double HOUR = 3_600;
    // A g5.xlarge (A10G) on demand, with its volume: terraform/README.md. Spot is a third to two thirds of it.
    private static final double DOLLARS_A_NODE_HOUR = 1.04;

    private final long[] waits = new long[LONGEST_WAIT + 1]; // by whole seconds
    private long begun;
    private long ended;
    private long handedOver;
    private long lost;
    private int peak;
    private double nodeSeconds;
    private double busySeconds;
    private double endOfAll;
    private FleetWork left = new FleetWork(0, 0, 0, 0);

    void waited(double seconds) {
        waits[(int) Math.min(seconds, LONGEST_WAIT)]++;
        begun++;
    }

    void ended() {
        ended++;
    }

    void handedOver() {
        handedOver++;
    }

    void lost() {
        lost++;
    }

    void nodes(int number) {
        peak = Math.max(peak, number);
    }

    void node(double seconds) {
        nodeSeconds += seconds;
    }

    void busy(double seconds) {
        busySeconds += seconds;
    }

    void finished(double at, FleetWork work) {
        endOfAll = at;
        left = work;
    }

    long jobsEnded() {
        return ended;
    }

    long jobsHandedOver() {
        return handedOver;
    }

    long nodesLost() {
        return lost;
    }

    int peakNodes() {
        return peak;
    }

    double nodeHours() {
        return nodeSeconds / HOUR;
    }

    /** At the price on demand. */
    double dollars() {
        return DOLLARS_A_NODE_HOUR * nodeHours();
    }

    double busyHours() {
        return busySeconds / HOUR;
    }

    double wastedPart() {
        return 1 - busySeconds / nodeSeconds;
    }

    /** Seconds that so large a part of the jobs waited at most for their first step. */
    int wait(double part) {
        long sought = (long) Math.ceil(part * begun);
        int seconds = 0;
        for (long seen = waits[0]; seen < sought; seen += waits[seconds]) {
            seconds++;
        }
        return seconds;
    }

    FleetWork workLeft() {
        return left;
    }

    double days() {
        return endOfAll / (24 * HOUR);
    }

    String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-26s %9d %6d %10.0f %8.0f %8.0f %7.0f%% %8d %8d %9d",
                name,
                ended,
                peak,
                nodeHours(),
                dollars(),
                busyHours(),
                100 * wastedPart(),
                wait(0.5),
                wait(0.95),
                handedOver);
    }

    static String header() {
        return String.format(
                "%-26s %9s %6s %10s %8s %8s %8s %8s %8s %9s",
                "fleet",
                "jobs",
                "peak",
                "node hours",
                "dollars",
                "busy",
                "wasted",
                "p50 wait",
                "p95 wait",
                "handed on");
    }
}
