package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.JobEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobChecksTest {
    private final JobStory story = new JobStory();

    @Test
    void aJobThatWentWellPassesEveryCheck() {
        assertThat(failures(story.evidence())).isEmpty();
    }

    @Test
    void aCanceledJobPassesEveryCheck() {
        assertThat(failures(JobStory.canceled().evidence())).isEmpty();
    }

    @Test
    void aJobThatIsStillBeingDrawnIsFound() {
        story.seen.set(1, story.seen("processing", List.of()));
        assertThat(failures(story.evidence())).contains("every accepted job ended");
    }

    @Test
    void replicasThatDisagreeAreFound() {
        story.seen.set(1, story.seen("canceled", List.of()));
        assertThat(failures(story.evidence())).containsExactly("all replicas and the bucket say the same");
    }

    @Test
    void aMissingLastWordIsFound() {
        story.manifest = Optional.empty();
        assertThat(failures(story.evidence())).contains("all replicas and the bucket say the same");
    }

    @Test
    void theSameOutcomeToldTwiceIsOneOutcome() {
        story.tell(story.completed(1));
        assertThat(failures(story.evidence())).isEmpty();
    }

    @Test
    void twoDifferentOutcomesAreFoundThoughTheirIdsAreTheSame() {
        story.tell(story.completed(2));
        assertThat(failures(story.evidence())).containsExactly("one outcome on the topic");
    }

    @Test
    void anOutcomeThatWasNeverToldIsFound() {
        story.trail = new JobTrail();
        assertThat(failures(story.evidence())).containsExactly("one outcome on the topic");
    }

    @Test
    void aJobThatWasPutAsideIsFound() {
        story.tell(new JobEvent.DeadLettered(story.id, 9, "delivery-limit"));
        assertThat(failures(story.evidence())).containsExactly("no job failed or was put aside");
    }

    @Test
    void aJobThatSucceededAfterItsCallerWasToldItIsCanceledIsFound() {
        story.job = story.job.canceled("canceled");
        assertThat(failures(story.evidence())).containsExactly("canceled means canceled");
    }

    @Test
    void aCancellationThatCameTooLateIsNoFault() {
        story.job = story.job.canceled("succeeded");
        assertThat(failures(story.evidence())).isEmpty();
    }

    @Test
    void silenceTwoIdsAndAWrongStatusOfTheWebhookAreFound() {
        for (Optional<Receiver.Told> told : List.of(
                Optional.<Receiver.Told>empty(),
                Optional.of(new Receiver.Told(Set.of("a", "b"), Set.of("succeeded"), 2)),
                Optional.of(new Receiver.Told(Set.of("a"), Set.of("canceled"), 1)))) {
            story.told = told;
            assertThat(failures(story.evidence())).containsExactly("the webhook told the end, under one id");
        }
    }

    @Test
    void picturesOtherThanThoseOfAQuietRunAreFound() {
        story.expected = Optional.of(List.of("other"));
        assertThat(failures(story.evidence())).containsExactly("pictures as in a quiet run");
    }

    @Test
    void picturesOtherThanThoseToldAreFound() {
        story.pictures = List.of("other");
        story.expected = Optional.of(List.of("other"));
        assertThat(failures(story.evidence())).containsExactly("pictures as in a quiet run");
    }

    @Test
    void picturesOfACanceledJobAreFound() {
        JobStory canceled = JobStory.canceled();
        canceled.objects.add("jobs/" + canceled.id + "/output/0.png");
        assertThat(failures(canceled.evidence()))
                .containsExactly("canceled jobs have no pictures", "nothing else is left of a job in the bucket");
    }

    @Test
    void aCheckpointOfAnEndedJobIsFoundAndAPreviewIsNot() {
        story.objects.add("jobs/" + story.id + "/preview/0.jpg");
        story.objects.add("jobs/" + story.id + "/steps/7.png");
        assertThat(failures(story.evidence())).isEmpty();
        story.objects.add("jobs/" + story.id + "/checkpoint.bin");
        assertThat(failures(story.evidence())).containsExactly("nothing else is left of a job in the bucket");
    }

    @Test
    void aPictureThatIsNamedAndNotThereIsFound() {
        story.objects.removeIf(key -> key.contains("/output/"));
        assertThat(failures(story.evidence())).containsExactly("nothing else is left of a job in the bucket");
    }

    private static List<String> failures(JobEvidence evidence) {
        List<String> failures = new ArrayList<>();
        for (Finding finding : JobChecks.judge(List.of(evidence))) {
            if (!finding.holds()) {
                failures.add(finding.check());
            }
        }
        return failures;
    }
}
