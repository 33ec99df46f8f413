package dev.sailplane.diffusion.checkpoint;

import dev.sailplane.diffusion.checkpoint.PickleValue.Dictionary;
import dev.sailplane.diffusion.checkpoint.PickleValue.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the state dict in what a training program saved: the dictionary that holds tensors, itself or nested under a
 * name. Complaints are {@link IllegalArgumentException}s that continue "its index ...".
 */
final class StateDictFinder {
    private static final int MAXIMUM_DEPTH = 8;
    private static final List<String> PREFERRED = List.of("state_dict", "model_state_dict", "model", "module", "ema");

    private record Place(String path, String name, Dictionary dictionary, int depth) {}

    private StateDictFinder() {}

    /** The state dict's tensors in the file's order. */
    static Map<String, Tensor> tensors(PickleValue root) {
        if (!(root instanceof Dictionary dictionary)) {
            throw new IllegalArgumentException("describes no state dict: the whole is no dictionary");
        }
        Map<String, Place> places = places(dictionary);
        return tensorsOf(choose(places).dictionary);
    }

    /** All dictionaries that hold tensors, by path; each is looked at once, so circles end. */
    private static Map<String, Place> places(Dictionary root) {
        Map<String, Place> found = new LinkedHashMap<>();
        Set<Dictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Place> open = new ArrayDeque<>(List.of(new Place("", "", root, 0)));
        while (!open.isEmpty()) {
            Place place = open.removeFirst();
            if (place.depth > MAXIMUM_DEPTH || !seen.add(place.dictionary)) {
                continue;
            }
            if (place.dictionary.entries.values().stream().anyMatch(Tensor.class::isInstance)) {
                found.put(place.path, place);
                continue;
            }
            place.dictionary.entries.forEach((name, value) -> {
                if (value instanceof Dictionary nested) {
                    open.addLast(new Place(place.path + "/" + name, name, nested, place.depth + 1));
                }
            });
        }
        return found;
    }

    private static Place choose(Map<String, Place> places) {
        if (places.isEmpty()) {
            throw new IllegalArgumentException("describes no tensors");
        }
        if (places.size() == 1) {
            return places.values().iterator().next();
        }
        for (String preferred : PREFERRED) {
            List<Place> named = places.values().stream()
                    .filter(place -> place.name.equals(preferred))
                    .toList();
            if (named.size() == 1) {
                return named.getFirst();
            }
        }
        throw new IllegalArgumentException("describes several state dicts, none of them called one of %s: %s"
                .formatted(PREFERRED, places.keySet().stream().limit(10).toList()));
    }

    private static Map<String, Tensor> tensorsOf(Dictionary dictionary) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        dictionary.entries.forEach((name, value) -> {
            if (value instanceof Tensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }
}
