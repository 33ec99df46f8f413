package dev.sailplane.api.http.openai;

import dev.sailplane.api.http.Problem;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.OutputImage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Pictures of jobs as OpenAI's API shows them. Blocking where files are read. */
@ApplicationScoped
public class ImageFiles {
    // Several times what the largest model's pictures take.
    private static final int MAXIMUM_BYTES = 8 << 20;

    private final ObjectStore store;

    /** Reads from the store. */
    public ImageFiles(ObjectStore store) {
        this.store = store;
    }

    /** All of them. */
    ImagesResponse response(JobState.Succeeded job, boolean base64) {
        JobEvent.Completion completion = job.completion();
        return new ImagesResponse(
                completion.completedAt().getEpochSecond(),
                completion.outputs().stream()
                        .map(image -> base64
                                ? new ImagesResponse.Image(file(image), null)
                                : new ImagesResponse.Image(null, store.presign(image.objectKey())))
                        .toList(),
                size(completion.outputs().getFirst()),
                "opaque",
                format(job),
                Usage.NONE);
    }

    /**
     * A finished picture's file in base 64.
     *
     * @throws JobUnfinishedException when it was removed
     */
    String file(OutputImage image) {
        return read(image.objectKey())
                .orElseThrow(() -> new JobUnfinishedException(
                        Problem.of(
                                "outputs-removed",
                                410,
                                "The pictures were removed",
                                "The pictures of this job were removed from the bucket."),
                        false));
    }

    /** A preview's file in base 64, if it is there. */
    Optional<String> file(JobEvent.Preview preview) {
        return read(preview.objectKey());
    }

    /** As {@code 64x64}. */
    static String size(OutputImage image) {
        return image.width() + "x" + image.height();
    }

    /** As {@code png}. */
    static String format(JobState.Succeeded job) {
        return job.job().input().output().format().name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> read(String key) {
        return store.get(key, MAXIMUM_BYTES).map(Base64.getEncoder()::encodeToString);
    }
}
