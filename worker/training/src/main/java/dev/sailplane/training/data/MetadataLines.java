package dev.sailplane.training.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures listed in a {@code metadata.jsonl}, as Hugging Face's image folders have it: a JSON object a line, with
 * {@code file_name} and {@code text}.
 */
final class MetadataLines {
    static final String FILE_NAME = "metadata.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final SkippedFiles skipped;

    MetadataLines(Path folder, SkippedFiles skipped) {
        this.folder = folder;
        this.skipped = skipped;
    }

    /** All of them, in the file's order. */
    List<CaptionedFile> files() throws IOException {
        List<CaptionedFile> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(folder.resolve(FILE_NAME))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(line, FILE_NAME + ":" + number, found);
                }
            }
        }
        return found;
    }

    private void add(String line, String place, List<CaptionedFile> found) {
        try {
            JsonNode fields = JSON.readTree(line);
            String name = text(fields, "file_name");
            Path path = folder.resolve(name).normalize();
            if (!path.startsWith(folder.normalize())) {
                throw new IllegalArgumentException("file_name leads out of the folder");
            }
            String caption = text(fields, "text").strip();
            found.add(new CaptionedFile(name, new PictureFile.Loose(path), caption));
        } catch (JacksonException notJson) {
            skipped.skipped(place, "it is not JSON: " + notJson.getOriginalMessage());
        } catch (IllegalArgumentException unusable) {
            skipped.skipped(place, String.valueOf(unusable.getMessage()));
        }
    }

    private static String text(JsonNode fields, String name) {
        JsonNode field = fields.path(name);
        if (!field.isTextual()) {
            throw new IllegalArgumentException(name + " must be a text");
        }
        return field.asText();
    }
}
