package dev.sailplane.worker.job;

import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws nothing: whatever is asked for, with whatever model, is a blank PNG of {@value #SIZE} pixels, at once. For
 * measuring all that is not drawing. Safe for use by many threads.
 */
public final class NoDeviceImageEngine implements ImageEngine {
    /** Height and width of the pictures. */
    static final int SIZE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(NoDeviceImageEngine.class);
    private static final EngineStep ONLY_STEP =
            new EngineStep("base", 1, 1, 1, Map.of(), List::of, WorkInProgress.NONE);

    private final Picture blank = new Picture(SIZE, SIZE, OutputFormat.PNG, file());

    @Override
    public void prepare(String model) {
        LOG.atWarn().log("THIS WORKER DRAWS NOTHING: every picture is blank. It is for measuring the service alone");
    }

    @Override
    public DrawnImages draw(ImageOrder order, EngineListener listener) {
        listener.step(ONLY_STEP);
        return new DrawnImages(Collections.nCopies(order.input().numOutputs(), blank), Duration.ZERO, Numerics.EXACT);
    }

    @Override
    public void close() {}

    private static byte[] file() {
        try (InputStream resource = NoDeviceImageEngine.class.getResourceAsStream("blank-64.png")) {
            if (resource == null) {
                throw new IllegalStateException("blank-64.png is missing from this build");
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
