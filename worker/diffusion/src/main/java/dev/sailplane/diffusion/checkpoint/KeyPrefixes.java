package dev.sailplane.diffusion.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wrappers' names that training programs leave in front of every key of a state dict. */
final class KeyPrefixes {
    private static final List<String> WRAPPERS = List.of("_orig_mod.", "module.", "model.");

    private KeyPrefixes() {}

    /** The same entries without prefixes that all keys share. */
    static <T> Map<String, T> strip(Map<String, T> entries) {
        Map<String, T> stripped = entries;
        for (Optional<String> shared = shared(stripped); shared.isPresent(); shared = shared(stripped)) {
            stripped = without(shared.get(), stripped);
        }
        return stripped;
    }

    private static <T> Optional<String> shared(Map<String, T> entries) {
        return WRAPPERS.stream()
                .filter(prefix ->
                        !entries.isEmpty() && entries.keySet().stream().allMatch(key -> key.startsWith(prefix)))
                .findFirst();
    }

    private static <T> Map<String, T> without(String prefix, Map<String, T> entries) {
        Map<String, T> stripped = new LinkedHashMap<>();
        entries.forEach((key, value) -> stripped.put(key.substring(prefix.length()), value));
        return stripped;
    }
}
