package dev.sailplane.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.access.Access;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.storage.MemoryObjectStore;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PredictionRendererTest {
    // What Replicate's clients look for in logs, line by line.
    private static final Pattern TQDM = Pattern.compile("^\\s*(\\d+)%\\s*\\|.+?\\|\\s*(\\d+)\\/(\\d+)");

    private final JobView view = new JobView(new JobView.Capacity(10, 10), new WorkLedger(10), Clock.systemUTC());
    private final PredictionRenderer renderer = new PredictionRenderer(
            new MemoryObjectStore(),
            view,
            Access.openLinks(Configurations.usual()),
            Configurations.with(Map.of("SAILPLANE_PUBLIC_URL", "https://api.example/")));

    @Test
    void everyLineOfTheLogsIsReadByExistingClients() {
        JobState state = new JobState.Starting(Sample.job(1))
                .after(Sample.progress(1, 1, "base", 0))
                .after(Sample.progress(1, 1, "base", 20))
                .after(Sample.progress(1, 1, "upsample", 7));
        assertThat(renderer.render(state).logs().lines())
                .hasSize(2)
                .allMatch(line -> TQDM.matcher(line).find());
    }

    @Test
    void aFailedJobSaysWhy() {
        Prediction prediction = renderer.render(new JobState.Starting(Sample.job(1)).after(Sample.failed(1)));
        assertThat(prediction.status()).isEqualTo(Prediction.Status.FAILED);
        assertThat(prediction.error()).isEqualTo("The engine failed.");
        assertThat(prediction.output()).isNull();
        assertThat(prediction.completedAt()).isEqualTo(Sample.ENDED_AT);
        assertThat(prediction.metrics().totalTime()).isEqualTo(10);
    }

    @Test
    void aCanceledJobHasNoError() {
        Prediction prediction = renderer.render(
                new JobState.Starting(Sample.job(1)).after(Sample.started(1, 1)).after(Sample.canceled(1)));
        assertThat(prediction.status()).isEqualTo(Prediction.Status.CANCELED);
        assertThat(prediction.error()).isNull();
        assertThat(prediction.metrics().queueTime()).isEqualTo(2);
    }

    @Test
    void itsAddressesArePublicOnes() {
        assertThat(renderer.render(new JobState.Starting(Sample.job(1))).urls().get())
                .hasToString("https://api.example/v1/predictions/" + Sample.id(1));
    }
}
