package dev.sailplane.cli.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finished pictures as files, named by seed and index. An older picture of that name stays.
 *
 * @param folder made when the first picture is written
 */
public record PictureFiles(Path folder, long seed) {
    /** Writes a picture and tells the file. */
    public Path write(int index, byte[] png) throws IOException {
        Files.createDirectories(folder);
        Path file = freeName("sailplane-%d-%d".formatted(seed, index));
        Files.write(file, png);
        return file;
    }

    private Path freeName(String name) {
        Path file = folder.resolve(name + ".png");
        for (int copy = 2; Files.exists(file); copy++) {
            file = folder.resolve("%s-%d.png".formatted(name, copy));
        }
        return file;
    }
}
