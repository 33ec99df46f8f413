package dev.sailplane.training.scene;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices of one scene, in the order they are asked for: a function of the seed. */
final class Draws {
    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Evenly from 0 to 1. */
    double unit() {
        return random.nextDouble();
    }

    long seed() {
        return random.nextLong();
    }

    double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** Evenly up to a distance from 0, on both sides. */
    double around(double distance) {
        return between(-distance, distance);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
