package dev.sailplane.diffusion.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens weights whatever their format, which the first bytes tell; the file's name plays no part. */
public final class Checkpoints {
    private static final int PROBE_BYTES = 16;

    private Checkpoints() {}

    /**
     * Maps a {@code .pt} or safetensors file. The caller closes it.
     *
     * @throws CheckpointException when the file is neither or damaged
     * @throws IOException when the file cannot be read
     */
    public static Checkpoint open(Path file) throws IOException {
        byte[] start;
        try (InputStream stream = Files.newInputStream(file)) {
            start = stream.readNBytes(PROBE_BYTES);
        }
        return start.length > 8 && start[8] == '{' ? SafetensorsCheckpoint.open(file) : TorchCheckpoint.open(file);
    }
}
