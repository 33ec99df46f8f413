package dev.sailplane.api.prediction;

import java.time.Instant;
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
 * @param maximumSteps most sampling steps of the base stage
 * @param maximumUpsampleSteps most sampling steps of the upsampling stage
 * @param description for callers to choose by; may be empty
 * @param createdAt when the version was made
 */
public record Model(
        String name,
        String version,
        Set<Integer> sizes,
        boolean edit,
        int maximumSteps,
        int maximumUpsampleSteps,
        String description,
        Instant createdAt) {
    public Model {
        sizes = Collections.unmodifiableSet(new TreeSet<>(sizes));
    }

    /** The first half of its name. */
    public String owner() {
        return name.substring(0, name.indexOf('/'));
    }

    /** The second half of its name. */
    public String shortName() {
        return name.substring(name.indexOf('/') + 1);
    }
}
