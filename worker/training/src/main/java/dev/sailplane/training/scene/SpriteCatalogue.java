package dev.sailplane.training.scene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The sprites in the box, by noun. Immutable. */
public final class SpriteCatalogue {
    private final List<String> nouns;
    private final Map<String, List<Sprite>> byNoun;

    private SpriteCatalogue(Map<String, List<Sprite>> byNoun) {
        this.byNoun = new LinkedHashMap<>(byNoun);
        this.byNoun.replaceAll((_, sprites) -> List.copyOf(sprites));
        nouns = List.copyOf(byNoun.keySet());
    }

    /** Reads the list that comes with the module. */
    public static SpriteCatalogue inTheBox() {
        try (InputStream stream =
                Objects.requireNonNull(SpriteCatalogue.class.getResourceAsStream("sprites.json"), "sprites.json")) {
            Map<String, List<Sprite>> byNoun = new LinkedHashMap<>();
            for (JsonNode entry : new ObjectMapper().readTree(stream)) {
                Sprite sprite = sprite(entry);
                byNoun.computeIfAbsent(sprite.noun(), _ -> new ArrayList<>()).add(sprite);
            }
            return new SpriteCatalogue(byNoun);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The same with fewer nouns, for scenes that are sooner learnt; {@link HoldOut#NEW_NOUN} stays, as rules say where it
     * is shown.
     *
     * @throws IllegalArgumentException when there is no sprite of one of them
     */
    public SpriteCatalogue only(Collection<String> chosen) {
        Set<String> nouns = new LinkedHashSet<>(chosen);
        nouns.add(HoldOut.NEW_NOUN);
        nouns.forEach(this::of);
        Map<String, List<Sprite>> fewer = new LinkedHashMap<>(byNoun);
        fewer.keySet().retainAll(nouns);
        return new SpriteCatalogue(fewer);
    }

    /**
     * The same with the drawings of one style, and the nouns that have one.
     *
     * @param style as in {@link Sprite#style}
     * @throws IllegalArgumentException when nothing is drawn so
     */
    public SpriteCatalogue drawn(String style) {
        Map<String, List<Sprite>> fewer = new LinkedHashMap<>();
        byNoun.forEach((noun, sprites) -> {
            List<Sprite> drawn = sprites.stream()
                    .filter(sprite -> sprite.style().equals(Optional.of(style)))
                    .toList();
            if (!drawn.isEmpty()) {
                fewer.put(noun, drawn);
            }
        });
        if (fewer.isEmpty()) {
            throw new IllegalArgumentException(
                    "no sprite is drawn %s; styles of the box: %s".formatted(style, String.join(", ", styles())));
        }
        return new SpriteCatalogue(fewer);
    }

    /** The styles that drawings have, in alphabetical order; those without one are not counted. */
    public List<String> styles() {
        TreeSet<String> styles = new TreeSet<>();
        byNoun.values()
                .forEach(sprites -> sprites.forEach(sprite -> sprite.style().ifPresent(styles::add)));
        return List.copyOf(styles);
    }

    /** All nouns, in the list's order. */
    public List<String> nouns() {
        return nouns;
    }

    /**
     * The drawings of a noun, at least one.
     *
     * @throws IllegalArgumentException when there is no such noun
     */
    public List<Sprite> of(String noun) {
        List<Sprite> sprites = byNoun.get(noun);
        if (sprites == null) {
            throw new IllegalArgumentException(
                    "no sprite shows a %s; those of the box show: %s".formatted(noun, String.join(", ", nouns)));
        }
        return sprites;
    }

    /** How many drawings there are, of all nouns together. */
    public int drawings() {
        return byNoun.values().stream().mapToInt(List::size).sum();
    }

    private static Sprite sprite(JsonNode entry) {
        return new Sprite(
                entry.required("noun").asText(),
                entry.required("file").asText(),
                Optional.ofNullable(entry.get("style")).map(JsonNode::asText),
                Optional.ofNullable(entry.get("native")).map(JsonNode::asText).map(Colour::ofWord));
    }
}
