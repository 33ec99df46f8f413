package dev.sailplane.worker.job;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import java.util.Optional;

/** Turns jobs into orders: fetches from the store what they start from. */
record Orders(JobFiles files) {
    /** @throws PermanentFailureException when a source picture is missing */
    ImageOrder order(Job job, Optional<byte[]> checkpoint) throws InterruptedException {
        return order(job, job.input(), checkpoint);
    }

    private ImageOrder order(Job job, GenerationInput input, Optional<byte[]> checkpoint) throws InterruptedException {
        Optional<GenerationInput.Source> source = input.source();
        Optional<GenerationInput.Branch> branch = input.branch();
        return new ImageOrder(
                job.model(),
                input,
                source.isPresent() ? Optional.of(picture(source.get())) : Optional.empty(),
                checkpoint,
                job.tenant().value(),
                job.priority(),
                job.deadline(),
                branch.isPresent() ? Optional.of(start(job, branch.get())) : Optional.empty());
    }

    // Even where the parent kept its work, it may not fit: then the engine draws the first steps itself.
    private ImageOrder.Start start(Job job, GenerationInput.Branch branch) throws InterruptedException {
        return new ImageOrder.Start(
                order(job, branch.prefix(), Optional.empty()),
                branch.step(),
                files.step(branch.parent(), branch.step()));
    }

    private SourcePicture picture(GenerationInput.Source source) throws InterruptedException {
        ImageStore images = files.images();
        return switch (source) {
            case GenerationInput.Edit edit ->
                new SourcePicture.Edited(images.source(edit.imageKey()), images.source(edit.maskKey()));
            case GenerationInput.Variation variation ->
                new SourcePicture.Varied(images.source(variation.imageKey()), variation.strength());
        };
    }
}
