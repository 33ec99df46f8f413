package dev.sailplane.training.report;

import dev.sailplane.training.run.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The losses of all steps as a CSV file, one line a step. */
public final class LossLog {
    private static final String HEADER = "step,loss,noise_error,bound,gradient,learning_rate";

    private final Path file;

    private LossLog(Path file) {
        this.file = file;
    }

    /**
     * Opens a log, which may be new. Lines of steps that are to be made again are dropped.
     *
     * @param stepsDone steps that the run has behind it
     * @throws IOException when the file cannot be read or written
     */
    public static LossLog open(Path file, int stepsDone) throws IOException {
        List<String> kept = new ArrayList<>(List.of(HEADER));
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .skip(1)
                    .filter(line -> isWhole(line) && step(line) <= stepsDone)
                    .forEach(kept::add);
        }
        Files.write(file, kept);
        return new LossLog(file);
    }

    /** Adds a step. */
    public void add(StepReport report) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "%d,%.6g,%.6g,%.6g,%.6g,%.6g%n",
                report.step(),
                report.loss(),
                report.noiseError(),
                report.bound(),
                report.gradient(),
                report.learningRate());
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /** The noise's error of every step in the log. */
    public double[] noiseErrors() throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[2]))
                .toArray();
    }

    /** Whether the process was not killed in the middle of it. */
    private static boolean isWhole(String line) {
        return line.matches("\\d{1,9}(,[^,]+){5}");
    }

    private static int step(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf(',')));
    }
}
