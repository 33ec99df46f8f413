package dev.sailplane.training.inspection;

import dev.sailplane.training.scene.Shape;
import dev.sailplane.training.scene.SpriteCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The nouns that captions name, as a classifier's labels: stickers in the list's order, then shapes. Immutable. */
public final class Nouns {
    private final List<String> nouns;

    /** All nouns of these sprites and all shapes. */
    public Nouns(SpriteCatalogue sprites) {
        List<String> all = new ArrayList<>(sprites.nouns());
        Arrays.stream(Shape.values()).map(Shape::noun).forEach(all::add);
        nouns = List.copyOf(all);
    }

    /** How many there are. */
    public int count() {
        return nouns.size();
    }

    /**
     * The label of a noun, from 0 on.
     *
     * @throws IllegalArgumentException when no caption names it
     */
    public int label(String noun) {
        int label = nouns.indexOf(noun);
        if (label < 0) {
            throw new IllegalArgumentException("no caption names a " + noun);
        }
        return label;
    }
}
