package dev.sailplane.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Compose file, its merge keys resolved. */
final class Compose {
    static final Path FILE = Path.of("compose.yaml");

    private Compose() {}

    static JsonNode tree() {
        try (Reader reader = Files.newBufferedReader(FILE)) {
            Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return new JsonMapper().valueToTree(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
