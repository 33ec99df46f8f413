package dev.sailplane.training.scene;

import java.util.List;

/**
 * A picture before it is drawn; everything its caption says can be checked against it.
 *
 * @param background what lies behind
 * @param layout how the objects stand
 * @param objects one to three, drawn in this order
 * @param caption one sentence in lower case
 */
public record Scene(Background background, Layout layout, List<Placement> objects, String caption) {
    public Scene {
        objects = List.copyOf(objects);
    }
}
