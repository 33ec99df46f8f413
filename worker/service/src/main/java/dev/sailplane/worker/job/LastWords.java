package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Last words on jobs: spoken in the bucket, then published. A job is counted by the worker whose word stands, or that
 * stopped drawing because it was canceled, once the broker has its end. Whoever merely publishes the word of another
 * worker counts nothing, even where that one could not.
 */
public final class LastWords {
    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

    private final ImageStore images;
    private final JobEvents events;
    private final EndedJobs ended;
    private final Set<JobId> uncounted = ConcurrentHashMap.newKeySet();

    public LastWords(ImageStore images, JobEvents events, EndedJobs ended) {
        this.images = images;
        this.events = events;
        this.ended = ended;
    }

    /** Speaks the last word on a job, unless it was spoken before. Returns the one that stands. */
    JobManifest speak(JobManifest word) throws InterruptedException {
        JobManifest standing = images.conclude(word);
        // That a job is canceled the API writes, which draws nothing: it ends where its drawing does.
        if (standing.equals(word) || standing.outcome() instanceof JobEvent.Canceled) {
            uncounted.add(standing.job().id());
        }
        return standing;
    }

    /**
     * Publishes the word that stands.
     *
     * @throws RetriableFailureException when it could not be made safe; the job is then counted when this worker does
     *     publish it
     */
    void publish(JobManifest standing, int attempt) throws InterruptedException {
        events.publishAll(news(standing, attempt));
        if (uncounted.remove(standing.job().id())) {
            ended.count(standing.outcome());
        }
        if (standing.outcome() instanceof JobEvent.Canceled) {
            forgetPictures(standing.job());
        }
    }

    /** Publishes the end of a job on which no last word can be spoken, as there is no store. */
    void publishUnspoken(JobEvent.Failed end) throws InterruptedException {
        events.publish(end);
        ended.count(end);
    }

    // Only now are pictures spoken of: the bucket may have decided otherwise than this attempt.
    private static List<JobEvent> news(JobManifest standing, int attempt) {
        List<JobEvent> news = new ArrayList<>();
        if (standing.outcome() instanceof JobEvent.Completed(JobId job, JobEvent.Completion completion)) {
            completion.outputs().forEach(output -> news.add(new JobEvent.Output(job, attempt, output)));
        }
        news.add(standing.outcome());
        return news;
    }

    // An earlier attempt or another worker may have left some, too.
    private void forgetPictures(Job job) throws InterruptedException {
        try {
            images.forget(job);
        } catch (RetriableFailureException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("jobId", job.id()).log("pictures of a canceled job stay");
        }
    }
}
