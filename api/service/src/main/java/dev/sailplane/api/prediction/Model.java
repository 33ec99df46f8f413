package dev.sailplane.api.prediction;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model on offer.
 *
 * @param name {@code owner/name}
 * @param version its version, unlike that of any other model
 * @param sizes heights and widths in pixels it can draw, ascending
 * @param edit whether it can edit a picture
 * @param maximumSteps most sampling steps a stage
 */
public record Model(String name, String version, Set<Integer> sizes, boolean edit, int maximumSteps) {
    public Model {
        sizes = Collections.unmodifiableSet(new TreeSet<>(sizes));
    }
}
