package dev.sailplane.api.job;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.fleet.WorkLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the one view of this replica. */
final class ViewProducer {
    private ViewProducer() {}

    @Produces
    @Singleton
    static JobView view(ApiConfiguration configuration) {
        ApiConfiguration.View settings = configuration.view();
        return new JobView(
                new JobView.Capacity(settings.endedJobs(), settings.unplacedJobs()),
                new WorkLedger(configuration.fleet().pictureDeviceSeconds()),
                Clock.systemUTC());
    }
}
