package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A worker runs for weeks: a step leaves nothing behind, on the heap or beside it. */
@EnabledOnOs(OS.LINUX)
class NetworkMemoryIT {
    private static final int STEPS = 300;
    private static final int SIDE = 64;
    private static final int ROWS = 2;

    /** The smallest tensor of a step, the samples, would add up to 28 MiB if it were forgotten in every step. */
    private static final double ALLOWED_GROWTH_MIB = 24;

    private static final double PAGE_MIB = 4096.0 / (1 << 20);

    @Test
    void staysFlatOverHundredsOfSteps() throws IOException {
        try (Golden golden = Golden.open("tiny_base");
                GlideNetwork network = TinyNetworks.load("tiny_base", TinyNetworks.CPU)) {
            steps(golden, network, STEPS / 3); // allocators and caches fill
            double before = residentMebibytes();

            steps(golden, network, STEPS);

            assertThat(residentMebibytes() - before).isLessThan(ALLOWED_GROWTH_MIB);
        }
    }

    private static void steps(Golden golden, GlideNetwork network, int count) {
        float[] noise = FormulaCheckpoint.values("noise", 3 * SIDE * SIDE, 1);
        PixelTensor sample = new PixelTensor(3, SIDE, SIDE, noise);
        for (int step = 0; step < count; step++) {
            try (PromptEncoding prompt = network.encode(TinyNetworks.tokens(golden, 0))) {
                Conditioning conditioning = new Conditioning(prompt, Optional.empty(), Optional.empty());
                NoisyRow row = new NoisyRow(sample, step, conditioning);
                assertThat(network.predict(Collections.nCopies(ROWS, row))).hasSize(ROWS);
            }
        }
    }

    private static double residentMebibytes() throws IOException {
        System.gc(); // gives the heap's free pages back: the heap's own growth is not what this is about
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
        return Long.parseLong(pages[1]) * PAGE_MIB;
    }
}
