package dev.sailplane.worker;

import dev.sailplane.worker.spot.FileSpotNotice;
import dev.sailplane.worker.spot.HttpSpotNotice;
import dev.sailplane.worker.spot.SpotNotice;
import dev.sailplane.worker.spot.SpotWatch;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the worker stop in order when the machine is about to be taken away; only where notices are configured. */
@Singleton
final class SpotLifecycle {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final WorkerConfiguration.Drain configuration;
    private @Nullable SpotWatch watch;

    SpotLifecycle(WorkerConfiguration configuration) {
        this.configuration = configuration.drain();
    }

    void start(@Observes StartupEvent event) {
        List<SpotNotice> notices = new ArrayList<>();
        configuration.noticeFile().map(FileSpotNotice::new).ifPresent(notices::add);
        configuration
                .noticeUrl()
                .map(address -> new HttpSpotNotice(address, configuration.noticeTokenUrl()))
                .ifPresent(notices::add);
        if (!notices.isEmpty()) {
            watch = new SpotWatch(notices, INTERVAL, Quarkus::asyncExit);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
    }
}
