package dev.sailplane.api.fleet.simulation;

import dev.sailplane.api.fleet.FleetWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToDoubleFunction;

/**
 * What KEDA and the HorizontalPodAutoscaler that it makes do with one external metric of type {@code AverageValue}. Above
 * one replica the HPA decides: replicas = metric / target, rounded up, unless the metric is within a tenth of what the
 * present ones stand for; at once upwards, within the limits of its policies; downwards the largest wish of the
 * stabilization window, within the limit of the policy. Between none and one KEDA decides: the first metric above 0 brings a replica, and the last one goes
 * when the metric was 0 for the cooldown.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/">Horizontal Pod Autoscaling</a>
 * @see <a href="https://keda.sh/docs/latest/concepts/scaling-deployments/">KEDA: scaling deployments</a>
 */
final class Autoscaler implements Sizing {
    /** How often the HPA decides, in seconds. */
    static final double PERIOD = 15;

    private static final double TOLERANCE = 0.1;
    private static final double STABILIZATION = 300;
    private static final double COOLDOWN = 300;
    private static final double DOWN_PERIOD = 60;

    /**
     * @param metric of the fleet, as KEDA reads it
     * @param target of the metric for each replica
     * @param maximum replicas
     * @param downPart part of the replicas that may go within a minute, at least one
     */
    record Rule(ToDoubleFunction<FleetWork> metric, double target, int maximum, double downPart) {}

    private record Past(double at, int replicas) {}

    private final Rule rule;
    private final Deque<Past> wishes = new ArrayDeque<>();
    private final Deque<Past> counts = new ArrayDeque<>();
    private double lastActive = Double.NEGATIVE_INFINITY;

    Autoscaler(Rule rule) {
        this.rule = rule;
    }

    @Override
    public int replicas(double now, int present, FleetWork work) {
        double metric = rule.metric.applyAsDouble(work);
        if (metric > 0) {
            lastActive = now;
        }
        if (present == 0) {
            return metric > 0 ? 1 : 0;
        }
        if (metric == 0 && now - lastActive >= COOLDOWN) {
            return 0;
        }
        int next = Math.max(1, stabilized(now, present, wish(present, metric)));
        counts.addLast(new Past(now, present));
        return next;
    }

    private int wish(int present, double metric) {
        double ratio = metric / (present * rule.target);
        int wish = Math.abs(ratio - 1) <= TOLERANCE ? present : (int) Math.ceil(metric / rule.target);
        return Math.min(wish, rule.maximum);
    }

    private int stabilized(double now, int present, int wish) {
        wishes.addLast(new Past(now, wish));
        forget(wishes, now - STABILIZATION);
        forget(counts, now - DOWN_PERIOD);
        if (wish > present) {
            return Math.min(wish, Math.max(4 * present, present + 4));
        }
        int largest = wishes.stream().mapToInt(Past::replicas).max().orElse(wish);
        int before = counts.isEmpty() ? present : counts.getFirst().replicas;
        int least = before - Math.max(1, (int) (before * rule.downPart));
        return Math.min(present, Math.max(largest, least));
    }

    private static void forget(Deque<Past> past, double before) {
        while (!past.isEmpty() && past.getFirst().at < before) {
            past.removeFirst();
        }
    }
}
