package dev.sailplane.api.http;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobUpdate;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.JobWatch;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.api.wire.JobStream;
import dev.sailplane.api.wire.StreamEvent;
import dev.sailplane.contract.JobId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A job's events as they happen (server-sent events; WHATWG HTML, section 9.2). Each reader has a virtual thread, which
 * waits for the reader before it sends more.
 */
@Path("/v1/predictions/{id}/stream")
@RunOnVirtualThread
public class StreamResource {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration SLOWEST_READER = Duration.ofSeconds(30);

    private final OwnJobs own;
    private final Jobs jobs;
    private final JobView view;
    private final ObjectStore store;

    /** Watches the view. */
    public StreamResource(OwnJobs own, Jobs jobs, JobView view, ObjectStore store) {
        this.own = own;
        this.jobs = jobs;
        this.view = view;
        this.store = store;
    }

    /**
     * Everything from the event after the one last seen on; from the first that is remembered for a new reader. A job
     * that has ended gives its end.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException {
        JobState state = own.find(id);
        try (sink;
                JobWatch watch = JobWatch.after(view, state.id(), position(lastEventId))) {
            send(state.id(), watch, sink, sse);
        } catch (ExecutionException | TimeoutException _) {
            // The reader is gone, or as good as gone.
        }
    }

    private void send(JobId id, JobWatch watch, SseEventSink sink, Sse sse)
            throws InterruptedException, ExecutionException, TimeoutException {
        JobStream stream = new JobStream(store);
        boolean open = true;
        while (open && !sink.isClosed()) {
            // Looked up before the news is read: the event of an end that is found here is among them.
            Optional<JobState> state = watch.hasNext() ? Optional.empty() : jobs.find(id);
            Optional<JobUpdate> update = watch.next(Duration.ZERO);
            if (update.isEmpty()) {
                open = sendAll(state.map(stream::end).orElse(List.of()), sink, sse);
                update = open ? watch.next(HEARTBEAT) : update;
            }
            if (update.isPresent()) {
                open = sendAll(stream.events(update.get()), sink, sse);
            } else if (open) {
                await(sink, sse.newEventBuilder().comment("waiting").build());
            }
        }
    }

    /** Whether more may follow. */
    private static boolean sendAll(List<StreamEvent> events, SseEventSink sink, Sse sse)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (StreamEvent event : events) {
            OutboundSseEvent.Builder builder =
                    sse.newEventBuilder().name(event.name()).data(event.data());
            event.id().ifPresent(position -> builder.id(Long.toString(position)));
            await(sink, builder.build());
            if (event.last()) {
                return false;
            }
        }
        return true;
    }

    private static void await(SseEventSink sink, OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        sink.send(event).toCompletableFuture().get(SLOWEST_READER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static long position(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : -1;
    }
}
