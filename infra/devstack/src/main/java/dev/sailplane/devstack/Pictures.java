package dev.sailplane.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Where finished pictures go on this machine. */
final class Pictures {
    private static final int LONGEST_NAME = 60;

    private Pictures() {}

    /**
     * Fetches all pictures of a finished job.
     *
     * @param folder made if it is missing
     * @return the files, in the order of the pictures
     */
    static List<Path> save(PredictionClient client, Prediction finished, String prompt, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.toAbsolutePath());
        List<Path> files = names(prompt, finished.seed(), finished.output().size()).stream()
                .map(folder::resolve)
                .toList();
        for (int i = 0; i < files.size(); i++) {
            Files.write(files.get(i), client.fetch(finished.output().get(i)));
        }
        return files;
    }

    /** One name a picture, of prompt and seed; more than one picture are numbered from 0. */
    static List<String> names(String prompt, long seed, int count) {
        String name = slug(prompt) + "-" + seed;
        return count == 1
                ? List.of(name + ".png")
                : IntStream.range(0, count)
                        .mapToObj(i -> name + "-" + i + ".png")
                        .toList();
    }

    private static String slug(String prompt) {
        String words =
                prompt.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return words.isEmpty() ? "picture" : words.substring(0, Math.min(words.length(), LONGEST_NAME));
    }
}
