package dev.sailplane.worker.sharegroup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group's own settings, which live on the broker. To set them is also the quiet way to wait for a broker: of all
 * slots that wait, one client asks. For any thread.
 */
final class ShareGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ShareGroup.class);
    private static final long LIMIT_SECONDS = 20;
    private static final String START = "share.auto.offset.reset";
    private static final String EARLIEST = "earliest";
    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final ShareQueueSettings settings;
    private final Draining draining;
    private CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);

    ShareGroup(ShareQueueSettings settings, Draining draining) {
        this.settings = settings;
        this.draining = draining;
    }

    /** Returns when the broker has been reached and the group is set up, or when the queue is drained. */
    void awaitReady() {
        CompletableFuture.anyOf(asked(), draining.beginning()).join();
    }

    private synchronized CompletableFuture<Void> asked() {
        if (ready.isDone()) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            ready = answer;
            Thread.ofVirtual().name("share-group").start(() -> ask(answer));
        }
        return ready;
    }

    private void ask(CompletableFuture<Void> answer) {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
        while (!draining.hasBegun()) {
            try {
                startAtEarliest();
                break;
            } catch (KafkaException | InterruptedException failure) {
                LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("the job queue cannot be reached");
                backoff.pause(draining.beginning());
            }
        }
        answer.complete(null);
    }

    /**
     * Has the group begin with the first job ever sent: by default, those sent before the first worker are lost. Where a
     * worker may not set that, whoever runs the broker has to.
     */
    private void startAtEarliest() throws InterruptedException {
        Admin admin = Admin.create(settings.connection());
        try {
            CompletableFuture<Void> effective = set(admin).thenCompose(_ -> untilRead(admin));
            CompletableFuture.anyOf(effective, draining.beginning()).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AuthorizationException refusal) {
                LOG.atWarn()
                        .addKeyValue("group", settings.group())
                        .addKeyValue("reason", refusal.getMessage())
                        .log(
                                "the group's settings are not the worker's to change: share.auto.offset.reset must be earliest");
                return;
            }
            throw new KafkaException("the share group could not be set up: " + failure.getMessage(), failure);
        } catch (TimeoutException failure) {
            throw new KafkaException("no broker answered within %d s".formatted(LIMIT_SECONDS), failure);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private CompletableFuture<Void> set(Admin admin) {
        AlterConfigOp earliest = new AlterConfigOp(new ConfigEntry(START, EARLIEST), AlterConfigOp.OpType.SET);
        return admin.incrementalAlterConfigs(Map.of(group(), List.of(earliest)))
                .all()
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** The controller has the setting a moment before the brokers, and a member that is quicker begins at the latest job. */
    private CompletableFuture<Void> untilRead(Admin admin) {
        return admin.describeConfigs(List.of(group()))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenCompose(read -> read.values().stream().allMatch(ShareGroup::startsAtEarliest)
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.runAsync(() -> {}, SOON).thenCompose(_ -> untilRead(admin)));
    }

    private static boolean startsAtEarliest(Config config) {
        ConfigEntry start = config.get(START);
        return start != null && EARLIEST.equals(start.value());
    }

    private ConfigResource group() {
        return new ConfigResource(ConfigResource.Type.GROUP, settings.group());
    }
}
