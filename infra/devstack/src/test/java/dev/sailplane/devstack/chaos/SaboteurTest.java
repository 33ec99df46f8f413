package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaboteurTest {
    private final FakeMember first = new FakeMember("worker-1", Role.WORKER);
    private final FakeMember second = new FakeMember("worker-2", Role.WORKER);
    private final FakeMember broker = new FakeMember("kafka", Role.BROKER);
    private final List<String> reports = new ArrayList<>();
    private final Saboteur saboteur = new Saboteur(List.of(first, second, broker), reports::add);

    @Test
    void strikesTheNamedOneOfTheRoleCountedRound() throws InterruptedException {
        List<Fault> hits = saboteur.strike(List.of(
                fault(1, Blow.KILL, Role.WORKER, 3, Duration.ZERO),
                fault(2, Blow.TERMINATE, Role.BROKER, 7, Duration.ZERO)));

        assertThat(hits).hasSize(2);
        assertThat(first.blows).containsExactly("recover");
        assertThat(second.blows).containsExactly("kill", "recover");
        assertThat(broker.blows).containsExactly("terminate", "recover");
        assertThat(reports).containsExactly("fault 1 of 2: kill worker-2", "fault 2 of 2: terminate kafka");
    }

    @Test
    void thawsWhatIsFrozenWhenItsTimeIsUpAndNoLaterThanAtTheEnd() throws InterruptedException {
        saboteur.strike(List.of(
                fault(1, Blow.FREEZE, Role.WORKER, 0, Duration.ofMillis(50)),
                fault(2, Blow.FREEZE, Role.WORKER, 1, Duration.ofMinutes(1)),
                new Fault(3, Duration.ofMillis(500), Blow.KILL, Role.BROKER, 0, Duration.ZERO)));

        assertThat(first.blows).containsExactly("freeze", "recover", "recover");
        assertThat(second.blows).containsExactly("freeze", "recover");
    }

    private static Fault fault(int number, Blow blow, Role role, int index, Duration lasting) {
        return new Fault(number, Duration.ofMillis(1), blow, role, index, lasting);
    }
}
