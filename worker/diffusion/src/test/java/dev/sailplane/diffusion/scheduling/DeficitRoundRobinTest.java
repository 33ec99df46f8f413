package dev.sailplane.diffusion.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeficitRoundRobinTest {
    private final DeficitRoundRobin ring = new DeficitRoundRobin(seconds(2));

    @Test
    void aTurnLastsUntilTheQuantumIsUsedUp() {
        assertThat(serve(6, Map.of("a", 1, "b", 1))).isIn(List.of("aabbaa".split("")), List.of("bbaabb".split("")));
    }

    @Test
    void aStepThatTookTooLongIsTakenOffTheNextTurns() {
        List<String> served = serve(140, Map.of("long", 7, "short", 1));

        assertThat(served.stream().filter("long"::equals)).hasSizeBetween(16, 19); // 7 short ones for each
    }

    @Test
    void whoWasAwayHasSavedNothing() {
        serve(20, Map.of("a", 1, "b", 1));
        serve(50, Map.of("a", 1));
        List<String> served = serve(12, Map.of("a", 1, "b", 1));

        assertThat(served.stream().filter("b"::equals)).hasSizeBetween(5, 7);
    }

    @Test
    void nobodyIsNoMistake() {
        serve(3, Map.of("a", 1));

        assertThat(ring.order(Set.of())).isEmpty();
        assertThat(ring.order(Set.of("b"))).containsExactly("b");
    }

    @Test
    void whoUsedWhatNobodyElseWantedIsSoonServedAgain() {
        ring.order(new TreeSet<>(Set.of("greedy", "modest")));
        IntStream.range(0, 1_000).forEach(_ -> ring.charge("greedy", seconds(3)));

        List<String> served = serve(60, Map.of("greedy", 1, "modest", 1));

        assertThat(served.stream().filter("greedy"::equals)).hasSizeGreaterThan(15);
    }

    @Test
    void aQuantumIsPositive() {
        assertThatThrownBy(() -> new DeficitRoundRobin(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeficitRoundRobin(seconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Who is served, step by step, when a step of theirs takes so many seconds. */
    private List<String> serve(int steps, Map<String, Integer> costs) {
        Map<String, Integer> sorted = new TreeMap<>(costs);
        return IntStream.range(0, steps)
                .mapToObj(_ -> {
                    String first = ring.order(sorted.keySet()).getFirst();
                    ring.charge(first, seconds(sorted.getOrDefault(first, 0)));
                    return first;
                })
                .toList();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
