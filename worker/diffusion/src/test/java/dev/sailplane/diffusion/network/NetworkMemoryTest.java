package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A worker runs for weeks: a step leaves nothing behind, on the heap or beside it. */
@EnabledOnOs(OS.LINUX)
class NetworkMemoryTest {
    private static final int STEPS = 300;
    private static final double PAGE_MIB = 4096.0 / (1 << 20);

    /** A step's tensors take about 3 MiB, so one forgotten a step would show as hundreds. */
    private static final double ALLOWED_GROWTH_MIB = 60;

    @Test
    void staysFlatOverHundredsOfStepsAndPrompts() throws IOException {
        try (Golden golden = Golden.open("tiny_deep");
                GlideNetwork network = TinyNetworks.load("tiny_deep", ComputeSettings.onCpu(Precision.FP32))) {
            steps(golden, network, STEPS / 3); // allocators and caches fill
            double before = residentMebibytes();

            steps(golden, network, STEPS);

            assertThat(residentMebibytes() - before).isLessThan(ALLOWED_GROWTH_MIB);
        }
    }

    private static void steps(Golden golden, GlideNetwork network, int count) {
        for (int step = 0; step < count; step++) {
            try (TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
                List<NoisyRow> rows = TinyNetworks.rows(golden, prompts, new double[] {step, step}, false);
                assertThat(network.predict(rows)).hasSize(2);
            }
        }
    }

    private static double residentMebibytes() throws IOException {
        System.gc(); // the heap's own growth is not what this is about
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
        return Long.parseLong(pages[1]) * PAGE_MIB;
    }
}
