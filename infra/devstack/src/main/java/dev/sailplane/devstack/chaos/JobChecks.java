package dev.sailplane.devstack.chaos;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What must hold of every single job. */
final class JobChecks {
    private record Check(
            String name, Predicate<JobEvidence> concerns, Function<JobEvidence, Optional<String>> violation) {
        Finding judge(List<JobEvidence> jobs) {
            List<JobEvidence> concerned = jobs.stream().filter(concerns).toList();
            List<String> violations = new ArrayList<>();
            for (JobEvidence job : concerned) {
                violation.apply(job).ifPresent(what -> violations.add(job.job() + " " + what));
            }
            return new Finding(name, concerned.size(), violations);
        }
    }

    private static final List<Check> ALL = List.of(
            new Check("every accepted job ended", _ -> true, JobChecks::notEnded),
            new Check("all replicas and the bucket say the same", _ -> true, JobChecks::disagreement),
            new Check("one outcome on the topic", _ -> true, JobChecks::notOneOutcome),
            new Check("no job failed or was put aside", _ -> true, JobChecks::failed),
            new Check("canceled means canceled", job -> job.job().cancelAnswer().isPresent(), JobChecks::notAsTold),
            new Check("the webhook told the end, under one id", _ -> true, JobChecks::notTold),
            new Check("pictures as in a quiet run", job -> job.is("succeeded"), JobChecks::otherPictures),
            new Check("canceled jobs have no pictures", job -> job.is("canceled"), JobChecks::pictures),
            new Check("nothing else is left of a job in the bucket", _ -> true, JobChecks::untidy));

    private JobChecks() {}

    static List<Finding> judge(List<JobEvidence> jobs) {
        return ALL.stream().map(check -> check.judge(jobs)).toList();
    }

    private static Optional<String> notEnded(JobEvidence job) {
        return violation(
                job.seen().stream().allMatch(Seen::hasEnded),
                () -> "is " + job.seen().stream().map(Seen::status).toList());
    }

    private static Optional<String> disagreement(JobEvidence job) {
        String lastWord = job.manifest().map(JobChecks::status).orElse("without a last word");
        return violation(
                job.seen().stream()
                        .allMatch(seen ->
                                seen.agreesWith(job.first()) && seen.status().equals(lastWord)),
                () -> "is "
                        + job.seen().stream()
                                .map(seen -> seen.status() + seen.took())
                                .toList() + " and " + lastWord);
    }

    private static String status(JobManifest manifest) {
        return manifest.outcome() instanceof JobEvent.Completed
                ? "succeeded"
                : manifest.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> notOneOutcome(JobEvidence job) {
        return violation(
                job.trail().outcomes().size() == 1, () -> "has " + job.trail().outcomes());
    }

    private static Optional<String> failed(JobEvidence job) {
        return violation(
                !job.is("failed") && !job.trail().deadLettered(),
                () -> job.first().status() + ": " + job.first().error());
    }

    private static Optional<String> notAsTold(JobEvidence job) {
        String answer = job.job().cancelAnswer().orElse("");
        return violation(job.is(answer), () -> "is " + job.first().status() + ", but canceling was answered " + answer);
    }

    private static Optional<String> notTold(JobEvidence job) {
        if (job.told().isEmpty()) {
            return Optional.of("was never told of");
        }
        Receiver.Told told = job.told().get();
        return violation(
                told.ids().size() == 1
                        && told.statuses().equals(Set.of(job.first().status())),
                () -> "was told as " + told);
    }

    private static Optional<String> otherPictures(JobEvidence job) {
        boolean same = job.pictures().equals(job.first().files())
                && job.expected().filter(job.pictures()::equals).isPresent();
        return violation(
                same, () -> "has " + job.pictures() + ", told " + job.first().files() + ", quiet " + job.expected());
    }

    private static Optional<String> pictures(JobEvidence job) {
        List<String> pictures =
                job.objects().stream().filter(key -> key.contains("/output/")).toList();
        return violation(pictures.isEmpty() && job.first().output().isEmpty(), () -> "has " + pictures);
    }

    private static Optional<String> untidy(JobEvidence job) {
        JobId id = new JobId(job.job().id());
        Set<String> wanted = new HashSet<>();
        job.manifest().ifPresent(manifest -> wanted.addAll(named(id, manifest)));
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(job.objects());
        Set<String> superfluous = new TreeSet<>(job.objects());
        superfluous.removeAll(wanted);
        superfluous.removeIf(key -> isExtra(id, key));
        return violation(
                missing.isEmpty() && superfluous.isEmpty(), () -> "lacks " + missing + " and keeps " + superfluous);
    }

    private static Set<String> named(JobId id, JobManifest manifest) {
        Set<String> named = new HashSet<>();
        named.add(ObjectKeys.manifest(id));
        if (manifest.outcome() instanceof JobEvent.Completed(JobId _, JobEvent.Completion completion)) {
            completion.outputs().stream().map(OutputImage::objectKey).forEach(named::add);
        }
        if (manifest.job().input().source().isPresent()) {
            named.add(ObjectKeys.sourceImage(id));
        }
        if (manifest.job().input().source().orElse(null) instanceof GenerationInput.Edit) {
            named.add(ObjectKeys.sourceMask(id));
        }
        return named;
    }

    // Pictures of the work in progress, and the steps that were asked to be kept.
    private static boolean isExtra(JobId id, String key) {
        String prefix = ObjectKeys.prefix(id);
        return key.startsWith(prefix + "preview/") || key.startsWith(prefix + "steps/");
    }

    private static Optional<String> violation(boolean holds, Supplier<String> what) {
        return holds ? Optional.empty() : Optional.of(what.get());
    }
}
