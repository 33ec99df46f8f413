package dev.sailplane.training.scene;

import dev.sailplane.training.scene.Layout.Relation;
import dev.sailplane.training.scene.Layout.SizeWord;
import java.util.ArrayList;
import java.util.List;

/** Where the objects of a layout stand, and how large. */
final class Arrangements {
    private static final double GREATEST_ROTATION = 8;

    private record Spot(double x, double y) {}

    private final Draws draws;
    private final boolean onGround;

    /** @param onGround whether a single object stands a little lower, on a drawn ground */
    Arrangements(Draws draws, boolean onGround) {
        this.draws = draws;
        this.onGround = onGround;
    }

    /** The subjects in their places: one for each of a pair, the same for each of a count. */
    List<Placement> place(Layout layout, List<Subject> subjects) {
        Subject first = subjects.getFirst();
        return switch (layout) {
            case Layout.Single _ -> {
                double size = draws.between(0.52, 0.82);
                yield List.of(put(first, new Spot(0.5, onGround ? 0.56 : 0.5), 0.05, 0.05, size));
            }
            case Layout.Sized(SizeWord word) -> List.of(sized(first, word));
            case Layout.Corner(boolean top, boolean left) -> {
                Spot corner = new Spot(left ? 0.26 : 0.74, top ? 0.26 : 0.74);
                yield List.of(put(first, corner, 0.03, 0.03, draws.between(0.34, 0.46)));
            }
            case Layout.Count(int number) -> number == 2 ? two(first) : three(first);
            case Layout.Pair(Relation relation) -> pair(relation, first, subjects.getLast());
        };
    }

    private Placement sized(Subject subject, SizeWord word) {
        boolean big = word == SizeWord.BIG;
        double size = big ? draws.between(0.78, 0.92) : draws.between(0.26, 0.36);
        double freedom = big ? 0.02 : 0.08;
        return put(subject, new Spot(0.5, 0.5), freedom, freedom, size);
    }

    private List<Placement> two(Subject subject) {
        return each(subject, List.of(new Spot(0.27, 0.5), new Spot(0.73, 0.5)), draws.between(0.38, 0.46));
    }

    private List<Placement> three(Subject subject) {
        boolean row = draws.chance(0.5);
        List<Spot> spots = row
                ? List.of(new Spot(0.2, 0.5), new Spot(0.5, 0.5), new Spot(0.8, 0.5))
                : List.of(new Spot(0.28, 0.3), new Spot(0.72, 0.3), new Spot(0.5, 0.72));
        return each(subject, spots, row ? draws.between(0.27, 0.31) : draws.between(0.34, 0.40));
    }

    private List<Placement> each(Subject subject, List<Spot> spots, double size) {
        List<Placement> placements = new ArrayList<>();
        spots.forEach(spot -> placements.add(put(subject, spot, 0.015, 0.03, size)));
        return placements;
    }

    private List<Placement> pair(Relation relation, Subject first, Subject second) {
        Spot left = new Spot(0.27, 0.5);
        Spot right = new Spot(0.73, 0.5);
        Spot upper = new Spot(0.5, 0.27);
        Spot lower = new Spot(0.5, 0.74);
        List<Spot> spots = switch (relation) {
            case LEFT -> List.of(left, right);
            case RIGHT -> List.of(right, left);
            case ABOVE -> List.of(upper, lower);
            case BELOW -> List.of(lower, upper);
        };
        return List.of(
                put(first, spots.getFirst(), 0.02, 0.02, draws.between(0.36, 0.46)),
                put(second, spots.getLast(), 0.02, 0.02, draws.between(0.36, 0.46)));
    }

    private Placement put(Subject subject, Spot spot, double freedomX, double freedomY, double size) {
        return new Placement(
                subject,
                spot.x + draws.around(freedomX),
                spot.y + draws.around(freedomY),
                size,
                draws.around(GREATEST_ROTATION),
                draws.chance(0.5));
    }
}
