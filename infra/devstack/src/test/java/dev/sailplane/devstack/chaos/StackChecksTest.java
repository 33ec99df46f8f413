package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackChecksTest {
    private final FakeMember member = new FakeMember("worker-1", Role.WORKER);

    @Test
    void nothingIsWrongWithAQuietStack() {
        Evidence evidence = new Evidence(List.of(new JobStory().evidence()), Map.of(), Map.of(), 0, List.of());
        assertThat(StackChecks.judge(evidence, 1, 0)).allMatch(Finding::holds);
    }

    @Test
    void eachThingThatIsWrongIsFound() {
        Evidence evidence = new Evidence(
                List.of(),
                Map.of("stranger", new JobTrail()),
                Map.of("", Set.of("jobs/odd")),
                2,
                List.of("job 3: no answer"));
        assertThat(StackChecks.judge(evidence, 1, 1))
                .hasSize(5)
                .noneMatch(Finding::holds)
                .flatExtracting(Finding::violations)
                .contains("[jobs/odd]", "2 dead letters", "job 3: no answer", "1 wrong signatures");
    }

    @Test
    void aBlowIsNoEndOfItsOwn() {
        member.ends = Map.of(137, 3, 143, 1);
        assertThat(StackChecks.ends(List.of(member)).holds()).isTrue();
        member.ends = Map.of(137, 3, 1, 2);
        assertThat(StackChecks.ends(List.of(member)).violations()).containsExactly("worker-1, status 1, 2 times");
    }

    @Test
    void whoIsNotReadyIsNamed() throws InterruptedException {
        member.ready = false;
        assertThat(StackChecks.readiness(List.of(member)).violations()).containsExactly("worker-1");
    }

    @Test
    void whoWorksThoughThereIsNothingToDoIsNamed() throws InterruptedException {
        FakeMember idle = new FakeMember("s3", Role.STORE);
        member.cpuTimePerLook = Duration.ofMillis(70);
        idle.cpuTimePerLook = Duration.ofMillis(2);

        Finding finding = StackChecks.idleness(List.of(member, idle), Duration.ofMillis(100), 3);

        assertThat(finding.violations()).containsExactly("worker-1: 0.70 of a core");
    }

    @Test
    void whoHasToTidyUpFirstIsNotBusy() throws InterruptedException {
        member.cpuTimeOfLooks.addAll(List.of(Duration.ofMillis(70), Duration.ofMillis(140), Duration.ofMillis(210)));
        member.cpuTimePerLook = Duration.ofMillis(2);

        Finding finding = StackChecks.idleness(List.of(member), Duration.ofMillis(100), 3);

        assertThat(finding.violations()).isEmpty();
        assertThat(finding.examined()).isEqualTo(1);
    }
}
