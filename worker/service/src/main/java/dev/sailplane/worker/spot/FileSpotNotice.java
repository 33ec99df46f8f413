package dev.sailplane.worker.spot;

import java.nio.file.Files;
import java.nio.file.Path;

/** Notice is given by a file that appears. */
public record FileSpotNotice(Path file) implements SpotNotice {
    @Override
    public boolean given() {
        return Files.exists(file);
    }
}
