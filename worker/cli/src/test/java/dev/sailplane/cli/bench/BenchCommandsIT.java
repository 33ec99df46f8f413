package dev.sailplane.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model in the box on this machine's processor, as briefly as it goes. */
class BenchCommandsIT {
    @TempDir
    Path folder;

    @Test
    void timesTheRowsOfEachNetworkInBatchesOfEachSize() {
        List<String> lines = lines("rows", "--no-full-size", "--rows", "2,1", "--turns", "1", "--dtype", "fp32,bf16");

        assertThat(lines).hasSize(17).allMatch(line -> line.length() == RowTiming.HEADING.length());
        assertThat(lines.get(1))
                .startsWith("stickers base ")
                .contains("fp32      1 ")
                .contains(" 100 % ");
        assertThat(lines.get(2)).startsWith("stickers base ").contains("fp32      2 ");
        assertThat(lines.get(3)).startsWith("stickers base ").contains("bf16      1 ");
        assertThat(lines.get(8)).startsWith("stickers upsample ").contains("bf16      2 ");
        assertThat(lines.get(16)).startsWith("stickers upsample-inpaint ").contains("bf16      2 ");
    }

    @Test
    void timesShortJobsBesideALongOneInBothOrders() {
        List<String> lines = lines(
                "scheduling --steps 2 --upsample-steps 2 --long-pictures 2 --short 3 --seconds 0.1 --limit 300 --rounds 2"
                        .split(" "));

        assertThat(lines).hasSize(6);
        assertThat(lines.get(2)).startsWith("short jobs: first step       6 ");
        assertThat(lines.get(3)).startsWith("short jobs: end              6 ");
        assertThat(lines.get(4)).startsWith("long jobs: end               2 ");
        assertThat(lines.get(5)).startsWith("all jobs, a run              2 ");
        assertThat(lines).noneMatch(line -> line.contains("NaN"));
    }

    @Test
    void timesCheckpointsOfBothStages() {
        List<String> lines = lines("checkpoints --steps 2 --upsample-steps 2 --rounds 1".split(" "));

        assertThat(lines).hasSize(5).allMatch(line -> line.length() == CheckpointTiming.HEADING.length());
        assertThat(lines.get(1)).startsWith("base ");
        assertThat(lines.get(2)).startsWith("upsampling ");
        assertThat(bytes(lines.get(1))).isBetween(12_288, 13_312);
        assertThat(bytes(lines.get(2))).isBetween(12_288 + 196_608, 210_000);
        assertThat(bytes(lines.get(4))).isBetween(49_152 + 786_432, 837_000);
    }

    @Test
    void timesStepsOfTrainingWithBatchesOfEachSize() {
        String configuration = "../training/examples/scenes-32.json";
        List<String> lines =
                linesWithoutModels("training", "--config", configuration, "--batch", "2,1", "--turns", "1");

        assertThat(lines).hasSize(5).allMatch(line -> line.length() == TrainingTiming.HEADING.length());
        assertThat(lines.get(1)).startsWith("fp32       1 ");
        assertThat(lines.get(2)).startsWith("fp32       2 ");
        assertThat(lines.get(4)).startsWith("bf16       2 ");
    }

    private static int bytes(String line) {
        return Integer.parseInt(line.substring(30).strip().split(" +", 2)[0]);
    }

    private List<String> lines(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--models", folder.resolve("models").toString()));
        return linesWithoutModels(line.toArray(String[]::new));
    }

    private static List<String> linesWithoutModels(String... arguments) {
        List<String> line = new ArrayList<>(List.of("bench"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--device", "cpu", "--threads", "1"));
        CommandLines.Result result = CommandLines.run(line.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
        return result.out().lines().toList();
    }
}
