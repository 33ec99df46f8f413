package dev.sailplane.training.evaluation;

import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.training.scene.Placement;
import dev.sailplane.training.scene.Scene;

/** Masks that keep a scene's background and nothing of its objects. */
public final class ErasedObjects {
    private static final double REACH = 0.6; // of the object's size, from its centre: rotated corners lie within

    private ErasedObjects() {}

    /** The mask of a scene's picture. */
    public static Mask mask(Scene scene, int side) {
        boolean[] keep = new boolean[side * side];
        for (int i = 0; i < keep.length; i++) {
            int column = i % side;
            int row = i / side;
            double x = (column + 0.5) / side;
            double y = (row + 0.5) / side;
            keep[i] = scene.objects().stream().noneMatch(object -> covers(object, x, y));
        }
        return new Mask(side, side, keep);
    }

    private static boolean covers(Placement object, double x, double y) {
        double reach = REACH * object.size();
        return Math.abs(x - object.centreX()) < reach && Math.abs(y - object.centreY()) < reach;
    }
}
