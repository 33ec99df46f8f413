package dev.sailplane.devstack.chaos;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.MalformedMessageException;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Finds out what became of every job: asks all replicas, fetches the pictures, reads topics and bucket. Blocking. */
final class Investigation {
    private static final int AT_ONCE = 4;

    private final Stage stage;
    private final ApiClient api;
    private final Map<String, Receiver.Told> told;

    Investigation(Stage stage, ApiClient api, Map<String, Receiver.Told> told) {
        this.stage = stage;
        this.api = api;
        this.told = told;
    }

    /** @param quiet SHA-256 of the pictures of each input, drawn undisturbed */
    Evidence gather(Map<String, OrderedJob> jobs, Map<Integer, List<String>> quiet, List<String> refused)
            throws InterruptedException {
        Map<String, JobTrail> trails = new HashMap<>();
        follow(Topics.JOBS, trails);
        follow(Topics.BATCH_JOBS, trails);
        follow(Topics.EVENTS, trails);
        int[] letters = {0};
        stage.topics().read(Topics.DEAD_LETTERS, (_, _) -> letters[0]++);
        try (BucketContents bucket = new BucketContents(stage.bucket())) {
            Map<String, Set<String>> objects = bucket.objects();
            List<Callable<JobEvidence>> questions = new ArrayList<>();
            jobs.forEach((id, job) -> questions.add(() -> evidence(
                    job,
                    trails.getOrDefault(id, new JobTrail()),
                    objects.getOrDefault(id, Set.of()),
                    bucket,
                    Optional.ofNullable(quiet.get(job.input())))));
            List<JobEvidence> found = answers(questions);
            trails.keySet().removeAll(jobs.keySet());
            objects.keySet().removeAll(jobs.keySet());
            objects.keySet().removeAll(trails.keySet());
            return new Evidence(found, trails, objects, letters[0], refused);
        }
    }

    /** SHA-256 of each picture of a job that has succeeded, as fetched. */
    List<String> pictures(Seen seen) throws InterruptedException {
        List<String> pictures = new ArrayList<>();
        for (URI picture : seen.output()) {
            pictures.add(Sha256.of(api.fetch(picture)));
        }
        return pictures;
    }

    private JobEvidence evidence(
            OrderedJob job, JobTrail trail, Set<String> objects, BucketContents bucket, Optional<List<String>> expected)
            throws InterruptedException {
        List<Seen> seen = new ArrayList<>();
        for (URI replica : stage.apis()) {
            seen.add(Seen.of(api.job(replica, job.id())));
        }
        return new JobEvidence(
                job,
                seen,
                trail,
                Optional.ofNullable(told.get(job.id())),
                objects,
                bucket.manifest(job.id()),
                pictures(seen.getFirst()),
                expected);
    }

    private static List<JobEvidence> answers(List<Callable<JobEvidence>> questions) throws InterruptedException {
        List<JobEvidence> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<JobEvidence> answer : threads.invokeAll(questions)) {
                found.add(answer.get());
            }
        } catch (ExecutionException failure) {
            throw new ChaosException("a job could not be examined: " + failure.getCause(), failure);
        }
        return found;
    }

    private void follow(String topic, Map<String, JobTrail> trails) throws InterruptedException {
        stage.topics().read(topic, (headers, value) -> {
            try {
                var event = Messages.read(headers, value.getBytes(StandardCharsets.UTF_8));
                JobEvent what = event.data();
                trails.computeIfAbsent(what.jobId().value(), _ -> new JobTrail())
                        .add(event, value);
            } catch (MalformedMessageException malformed) {
                throw new ChaosException("a record on " + topic + " cannot be read", malformed);
            }
        });
    }
}
