package dev.sailplane.devstack.chaos;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** A job that went well, for tests to spoil. */
final class JobStory {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    final JobId id = new JobId("01hv0000000000000000000000");
    final List<Seen> seen = new ArrayList<>();
    final Set<String> objects = new HashSet<>();
    OrderedJob job = new OrderedJob(id.value(), 3, 0, Optional.empty());
    JobTrail trail = new JobTrail();
    Optional<Receiver.Told> told;
    Optional<JobManifest> manifest;
    List<String> pictures = List.of("sha");
    Optional<List<String>> expected = Optional.of(List.of("sha"));

    JobStory() {
        this("succeeded");
        objects.add(ObjectKeys.output(id, 0, OutputFormat.PNG));
        tell(completed(1));
        manifest = Optional.of(new JobManifest(accepted(), completed(1)));
    }

    private JobStory(String status) {
        List<String> files = status.equals("succeeded") ? List.of("sha") : List.of();
        seen.add(seen(status, files));
        seen.add(seen(status, files));
        told = Optional.of(new Receiver.Told(Set.of(id + ".end"), Set.of(status), 1));
        objects.add(ObjectKeys.manifest(id));
        manifest = Optional.empty();
    }

    static JobStory canceled() {
        JobStory story = new JobStory("canceled");
        JobEvent canceled = new JobEvent.Canceled(story.id, BEGUN);
        story.job = story.job.canceled("canceled");
        story.pictures = List.of();
        story.tell(canceled);
        story.manifest = Optional.of(new JobManifest(story.accepted(), canceled));
        return story;
    }

    JobEvidence evidence() {
        return new JobEvidence(job, seen, trail, told, objects, manifest, pictures, expected);
    }

    void tell(JobEvent event) {
        trail.add(
                CloudEvent.of(URI.create("/worker/1"), BEGUN, event),
                new String(Messages.write(event), StandardCharsets.UTF_8));
    }

    JobEvent completed(int attempt) {
        OutputImage picture = new OutputImage(0, ObjectKeys.output(id, 0, OutputFormat.PNG), 64, 64, 100, "sha");
        return new JobEvent.Completed(
                id, new JobEvent.Completion(List.of(picture), BEGUN, BEGUN.plusSeconds(2), 2, attempt, Numerics.EXACT));
    }

    Seen seen(String status, List<String> files) {
        List<URI> output = files.stream().map(URI::create).toList();
        return new Seen(status, files, output, "", Optional.of(Duration.ofSeconds(2)));
    }

    private Job accepted() {
        GenerationInput input = new GenerationInput(
                "a ring",
                "",
                1,
                1,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OutputOptions.PLAIN,
                Optional.empty(),
                Set.of());
        return new Job(
                id,
                TenantName.DEFAULT,
                "sailplane/stickers",
                "stickers-2",
                input,
                Optional.empty(),
                BEGUN,
                Optional.empty(),
                "00",
                Priority.INTERACTIVE,
                Optional.empty());
    }
}
