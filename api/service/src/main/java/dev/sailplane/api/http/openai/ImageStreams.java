package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.http.Problem;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobUpdate;
import dev.sailplane.api.job.JobWatch;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.OutputImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a job's way and end as events. A stream always ends with the pictures or with an error, unless its reader has
 * gone, which does not end the job. Blocking, on the request's own thread.
 */
@ApplicationScoped
public class ImageStreams {
    private static final Logger LOG = Logger.getLogger(ImageStreams.class);

    private final ImageJobs jobs;
    private final ImageFiles files;
    private final ObjectMapper mapper;
    private final Duration patience;
    private final Duration heartbeat;

    /** Tells of these jobs. */
    public ImageStreams(ImageJobs jobs, ImageFiles files, ObjectMapper mapper, ApiConfiguration configuration) {
        this.jobs = jobs;
        this.files = files;
        this.mapper = mapper;
        this.patience = configuration.openai().streamPatience();
        this.heartbeat = configuration.openai().heartbeat();
    }

    /** The stream of an accepted job; it begins when the answer is written. */
    StreamingOutput of(ImageRequest request, JobState accepted) {
        return out -> {
            try {
                tell(request, accepted, new EventWriter(out, mapper));
            } catch (IOException gone) {
                LOG.debugf(gone, "reader of a stream has gone jobId=%s", accepted.id());
            }
        };
    }

    private void tell(ImageRequest request, JobState accepted, EventWriter events) throws IOException {
        // Sends the headers, too: clients give up where those do not come.
        events.beat();
        Optional<Problem> problem = told(new Telling(request, events), accepted);
        if (problem.isPresent()) {
            events.send("error", new ImageEvent.Failed(OpenAiError.of(problem.get())));
        }
    }

    private Optional<Problem> told(Telling telling, JobState accepted) throws IOException {
        try (JobWatch watch = jobs.watch(accepted.id())) {
            telling.end(jobs.succeeded(telling.way(watch, accepted)));
            return Optional.empty();
        } catch (JobUnfinishedException unfinished) {
            return Optional.of(unfinished.problem());
        } catch (StorageException unavailable) {
            LOG.warnf(unavailable, "object store unavailable jobId=%s", accepted.id());
            return Optional.of(Problem.of(
                    "unavailable", 503, "Not available", "The object store does not answer; try again later."));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.of(Problem.of("unavailable", 503, "Not available", "The service is being stopped."));
        } catch (RuntimeException unexpected) {
            UUID number = UUID.randomUUID();
            LOG.errorf(unexpected, "stream failed number=%s jobId=%s", number, accepted.id());
            return Optional.of(
                    Problem.of("internal-error", 500, "Internal error", "Something went wrong; quote " + number + "."));
        }
    }

    /** One stream under way. */
    private final class Telling {
        private final ImageRequest request;
        private final EventWriter events;
        private final PartialMoments moments;
        private int shown;
        private JobEvent.@Nullable Preview heldBack;

        Telling(ImageRequest request, EventWriter events) {
            this.request = request;
            this.events = events;
            this.moments = new PartialMoments(request.partialImages());
        }

        JobState way(JobWatch watch, JobState accepted) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            JobState state = jobs.current(accepted);
            while (!state.ended() && System.nanoTime() < deadline) {
                Optional<JobUpdate> update = watch.next(heartbeat.minus(events.silence()));
                if (update.isPresent()) {
                    state = update.get().state();
                    show(update.get());
                }
                if (events.silence().compareTo(heartbeat) >= 0) {
                    events.beat();
                    state = jobs.current(state);
                }
            }
            return state;
        }

        void end(JobState.Succeeded job) throws IOException {
            // A quick job's only preview may have come too early to be chosen.
            if (shown == 0 && heldBack != null) {
                show(heldBack, job);
            }
            for (OutputImage image : job.completion().outputs()) {
                ImageEvent event = ImageEvent.completed(
                        request.kind(),
                        job.completion().completedAt().getEpochSecond(),
                        ImageFiles.size(image),
                        ImageFiles.format(job),
                        files.file(image));
                events.send(event.type(), event);
            }
        }

        private void show(JobUpdate update) throws IOException {
            if (request.partialImages() == 0
                    || !(update.event() instanceof JobEvent.Preview preview)
                    || !(update.state() instanceof JobState.Processing processing)) {
                return;
            }
            if (moments.due(processing.progress().fraction())) {
                show(preview, processing);
            } else {
                heldBack = preview;
            }
        }

        private void show(JobEvent.Preview preview, JobState state) throws IOException {
            Optional<String> file = preview(preview);
            if (file.isPresent()) {
                long createdAt = System.currentTimeMillis() / 1000;
                ImageEvent event = ImageEvent.partial(request.kind(), shown++, createdAt, size(state), file.get());
                events.send(event.type(), event);
            }
        }

        // News of the way are not worth a failure.
        private Optional<String> preview(JobEvent.Preview preview) {
            try {
                return files.file(preview);
            } catch (StorageException unavailable) {
                LOG.debugf(unavailable, "preview left out jobId=%s", preview.jobId());
                return Optional.empty();
            }
        }

        private String size(JobState state) {
            OptionalInt side = state.job().input().size();
            return side.isPresent() ? side.getAsInt() + "x" + side.getAsInt() : "auto";
        }
    }
}
