package dev.sailplane.training.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a folder. */
final class FolderWalk {
    private static final int DEEPEST = 16;

    private FolderWalk() {}

    /** All of them, those of folders within included, by name; what starts with a dot is passed over. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(path -> !hidden(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hidden(Path within) {
        return StreamSupport.stream(within.spliterator(), false)
                .anyMatch(name -> name.toString().startsWith("."));
    }
}
