package dev.sailplane.api.fleet.simulation;

import dev.sailplane.api.fleet.WorkLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A queue, the workers that serve it, and the nodes they run on, one each. Nodes take two to eight minutes to come, and go
 * a minute after their worker; some are spot losses. A worker that must go hands its job over, and a step of it is lost.
 * Time is virtual: the next event is always now.
 */
final class Fleet {
    private static final double LEAST_START = 120;
    private static final double LONGEST_START = 480;
    private static final double WARM_START = 20;
    private static final double EMPTY_NODE_STAYS = 60;
    private static final double MEAN_SPOT_LIFE = 12 * 3_600;
    private static final double LOST_STEP = 0.5;

    private record Event(double at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private static final class Task {
        private final Workload.Order order;
        private double left;
        private boolean begun;

        private Task(Workload.Order order) {
            this.order = order;
            this.left = order.deviceSeconds();
        }
    }

    private static final class Node {
        private final double born;
        private boolean ready;
        private boolean worker = true;
        private long lease; // changes whenever its worker goes: what was planned for it before is void
        private @Nullable Task task;
        private double taskEnds;

        private Node(double born) {
            this.born = born;
        }
    }

    private final Sizing sizing;
    private final Random chance;
    private final WorkLedger ledger = new WorkLedger(10);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Task> queue = new ArrayDeque<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Deque<Node> idle = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private double now;
    private long numbers;
    private int wanted;
    private long open;

    private Fleet(Sizing sizing, long seed) {
        this.sizing = sizing;
        this.chance = new Random(seed);
    }

    /** Serves all orders; ends when they are served and the week is over. */
    static Tally serve(Workload workload, Sizing sizing, long seed) {
        return new Fleet(sizing, seed).run(workload.orders(seed), workload.seconds());
    }

    private Tally run(Iterator<Workload.Order> orders, double seconds) {
        Workload.@Nullable Order next = orders.next();
        at(0, this::size);
        while (next != null || open > 0 || now < seconds) {
            Event event = events.peek();
            if (next != null && (event == null || next.at() <= event.at)) {
                now = next.at();
                arrive(next);
                next = orders.hasNext() ? orders.next() : null;
            } else {
                event = events.remove();
                now = event.at;
                event.action.run();
            }
        }
        nodes.forEach(node -> tally.node(now - node.born));
        tally.finished(now, ledger.work());
        return tally;
    }

    private void arrive(Workload.Order order) {
        open++;
        ledger.queued(order.job());
        queue.addLast(new Task(order));
        serveNext();
    }

    private void size() {
        for (Node node : nodes) {
            if (node.task != null) {
                tell(node.task, node.taskEnds - now);
            }
        }
        int next = sizing.replicas(now, wanted, ledger.work());
        for (; wanted < next; wanted++) {
            addWorker();
        }
        for (; wanted > next; wanted--) {
            removeWorker();
        }
        at(now + Autoscaler.PERIOD, this::size);
    }

    private void tell(Task task, double left) {
        ledger.running(task.order.job(), 1 - Math.min(1, left / task.order.deviceSeconds()));
    }

    private void addWorker() {
        for (Node node : nodes) {
            if (node.ready && !node.worker) {
                node.worker = true;
                begin(node, WARM_START);
                return;
            }
        }
        Node node = new Node(now);
        nodes.add(node);
        tally.nodes(nodes.size());
        begin(node, LEAST_START + chance.nextDouble() * (LONGEST_START - LEAST_START));
    }

    private void begin(Node node, double start) {
        long lease = ++node.lease;
        at(now + start, () -> {
            if (!node.ready) {
                node.ready = true;
                double life = -Math.log(1 - chance.nextDouble()) * MEAN_SPOT_LIFE;
                at(now + life, () -> lose(node));
            }
            if (node.lease == lease) {
                idle.addLast(node);
                serveNext();
            } else if (!node.worker) {
                expire(node);
            }
        });
    }

    // Kubernetes takes those that are not ready first, then anyone: it does not know who is idle.
    private void removeWorker() {
        List<Node> candidates =
                nodes.stream().filter(node -> node.worker && !node.ready).toList();
        if (candidates.isEmpty()) {
            candidates = nodes.stream().filter(node -> node.worker).toList();
        }
        Node node = candidates.get(chance.nextInt(candidates.size()));
        evict(node);
        if (node.ready) {
            expire(node);
        }
    }

    private void evict(Node node) {
        node.worker = false;
        node.lease++;
        idle.remove(node);
        Task task = node.task;
        if (task != null) {
            node.task = null;
            task.left = Math.min(node.taskEnds - now + LOST_STEP, task.order.deviceSeconds());
            tally.busy(-(node.taskEnds - now));
            tally.handedOver();
            tell(task, task.left);
            queue.addFirst(task);
            serveNext();
        }
    }

    private void expire(Node node) {
        long lease = node.lease;
        at(now + EMPTY_NODE_STAYS, () -> {
            if (node.lease == lease && !node.worker && nodes.remove(node)) {
                tally.node(now - node.born);
            }
        });
    }

    private void lose(Node node) {
        if (nodes.remove(node)) {
            boolean hadWorker = node.worker;
            evict(node);
            tally.node(now - node.born);
            tally.lost();
            if (hadWorker) {
                addWorker();
            }
        }
    }

    private void serveNext() {
        while (!queue.isEmpty() && !idle.isEmpty()) {
            Node node = idle.removeFirst();
            Task task = queue.removeFirst();
            if (!task.begun) {
                task.begun = true;
                tally.waited(now - task.order.at());
            }
            node.task = task;
            node.taskEnds = now + task.left;
            tally.busy(task.left);
            tell(task, task.left);
            long lease = node.lease;
            at(node.taskEnds, () -> {
                if (node.lease == lease && node.task == task) {
                    end(node, task);
                }
            });
        }
    }

    private void end(Node node, Task task) {
        node.task = null;
        open--;
        tally.ended();
        OptionalInt steps = task.order.job().input().numInferenceSteps();
        ledger.succeeded(task.order.job(), steps.isPresent() ? steps : OptionalInt.of(50), task.order.deviceSeconds());
        idle.addLast(node);
        serveNext();
    }

    private void at(double time, Runnable action) {
        events.add(new Event(time, numbers++, action));
    }
}
