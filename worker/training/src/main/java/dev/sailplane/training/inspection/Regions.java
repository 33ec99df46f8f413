package dev.sailplane.training.inspection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Objects among the pixels that are not background: connected, without holes, not too small; parts of one joined. */
final class Regions {
    private static final double SMALLEST = 0.006; // of the picture: half a small sticker's
    private static final double SMALLEST_PART = 0.12; // of the largest object
    private static final double JOINED = 0.25; // of the smaller box

    private Regions() {}

    /**
     * The objects, largest first.
     *
     * @param foreground of each pixel of a square picture, row by row; is changed
     */
    static List<Region> of(boolean[] foreground) {
        int side = (int) Math.sqrt(foreground.length);
        fillHoles(foreground, side);
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < foreground.length; i++) {
            if (foreground[i]) {
                Region region = Region.of(taken(foreground, side, i), side);
                if (region.area() >= SMALLEST * foreground.length) {
                    regions.add(region);
                }
            }
        }
        List<Region> joined = joined(regions);
        joined.sort(Comparator.comparingInt(Region::area).reversed());
        joined.removeIf(
                region -> region.area() < SMALLEST_PART * joined.getFirst().area());
        return joined;
    }

    private static List<Region> joined(List<Region> regions) {
        List<Region> joined = new ArrayList<>();
        for (Region region : regions) {
            Region whole = region;
            Optional<Region> partner = partner(joined, whole);
            while (partner.isPresent()) {
                joined.remove(partner.get());
                whole = whole.with(partner.get());
                partner = partner(joined, whole);
            }
            joined.add(whole);
        }
        return joined;
    }

    private static Optional<Region> partner(List<Region> regions, Region region) {
        return regions.stream().filter(other -> other.overlap(region) > JOINED).findFirst();
    }

    /** What cannot be reached from the edge belongs to the object around it. */
    private static void fillHoles(boolean[] foreground, int side) {
        boolean[] outside = new boolean[foreground.length];
        for (int i = 0; i < foreground.length; i++) {
            outside[i] = !foreground[i];
        }
        for (int i = 0; i < side; i++) {
            for (int edge : new int[] {i, (side - 1) * side + i, i * side, i * side + side - 1}) {
                if (outside[edge]) {
                    taken(outside, side, edge);
                }
            }
        }
        for (int i = 0; i < foreground.length; i++) {
            foreground[i] |= outside[i];
        }
    }

    /** The pixels connected with one, which are set to false. */
    private static int[] taken(boolean[] pixels, int side, int first) {
        List<Integer> taken = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        pixels[first] = false;
        while (!open.isEmpty()) {
            int pixel = open.pop();
            taken.add(pixel);
            int x = pixel % side;
            visit(pixels, open, pixel - 1, x > 0);
            visit(pixels, open, pixel + 1, x < side - 1);
            visit(pixels, open, pixel - side, pixel >= side);
            visit(pixels, open, pixel + side, pixel < pixels.length - side);
        }
        return taken.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void visit(boolean[] pixels, Deque<Integer> open, int pixel, boolean inside) {
        if (inside && pixels[pixel]) {
            pixels[pixel] = false;
            open.push(pixel);
        }
    }
}
