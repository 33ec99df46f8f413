package dev.sailplane.training.evaluation;

import dev.sailplane.training.inspection.Inspection;
import dev.sailplane.training.inspection.Inspection.Seen;
import dev.sailplane.training.inspection.Nouns;
import dev.sailplane.training.inspection.Sighting;
import dev.sailplane.training.scene.Background;
import dev.sailplane.training.scene.Background.Variation;
import dev.sailplane.training.scene.Layout;
import dev.sailplane.training.scene.Layout.Relation;
import dev.sailplane.training.scene.Layout.SizeWord;
import dev.sailplane.training.scene.Placement;
import dev.sailplane.training.scene.Scene;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Holds what was found in a picture against what its prompt says; where the prompt is silent, nothing is judged. */
final class Judge {
    private static final double OFF_CENTRE = 0.05; // of the side, for corners
    private static final double BIG = 0.6; // of the side, and more
    private static final double SMALL = 0.45; // and less
    private static final int LIKELIEST = 5;

    private final Nouns nouns;

    Judge(Nouns nouns) {
        this.nouns = nouns;
    }

    /** From 0 (wrong) to 1 (right): the part of the objects of which it is true. */
    Map<Attribute, Double> judge(Scene scene, Inspection found) {
        List<Optional<Seen>> objects = matched(scene, found.objects());
        Map<Attribute, Double> marks = new EnumMap<>(Attribute.class);
        marks.put(Attribute.BACKGROUND, mark(same(scene.background(), found.background())));
        marks.put(
                Attribute.COUNT, mark(scene.objects().size() == found.objects().size()));
        position(scene.layout(), objects).ifPresent(right -> marks.put(Attribute.POSITION, mark(right)));
        if (scene.layout() instanceof Layout.Sized(SizeWord word)) {
            marks.put(
                    Attribute.SIZE,
                    mark(objects.getFirst().filter(seen -> hasSize(seen, word)).isPresent()));
        }
        part(scene, objects, _ -> true, (object, seen) -> rank(object, seen) == 0)
                .ifPresent(part -> marks.put(Attribute.NOUN, part));
        part(scene, objects, Judge::isTinted, Judge::hasTint).ifPresent(part -> marks.put(Attribute.TINT, part));
        marks.put(Attribute.WHOLE_PROMPT, mark(marks.values().stream().allMatch(value -> value == 1)));
        part(scene, objects, _ -> true, (object, seen) -> rank(object, seen) < LIKELIEST)
                .ifPresent(part -> marks.put(Attribute.NOUN_TOP_5, part));
        return marks;
    }

    /** What was found for each object, the largest first; of two, each is what it looks more like. */
    private List<Optional<Seen>> matched(Scene scene, List<Seen> found) {
        List<Optional<Seen>> matched = new ArrayList<>();
        for (int i = 0; i < scene.objects().size(); i++) {
            matched.add(i < found.size() ? Optional.of(found.get(i)) : Optional.empty());
        }
        if (scene.layout() instanceof Layout.Pair && found.size() >= 2) {
            int one = label(scene.objects().getFirst());
            int other = label(scene.objects().getLast());
            float[] first = found.get(0).nounScores();
            float[] second = found.get(1).nounScores();
            return first[one] + second[other] >= first[other] + second[one] ? matched : matched.reversed();
        }
        return matched;
    }

    private static boolean same(Background one, Background other) {
        return switch (one) {
            case Background.Plain(var colour, Variation _) ->
                other instanceof Background.Plain(var found, Variation _) && colour == found;
            case Background.Drawn(var backdrop, Variation _) ->
                other instanceof Background.Drawn(var found, Variation _) && backdrop == found;
        };
    }

    private static Optional<Boolean> position(Layout layout, List<Optional<Seen>> objects) {
        return switch (layout) {
            case Layout.Corner corner ->
                Optional.of(objects.getFirst()
                        .filter(seen -> isIn(corner, seen.sighting()))
                        .isPresent());
            case Layout.Pair(Relation relation) ->
                Optional.of(objects.getFirst().isPresent()
                        && objects.getLast().isPresent()
                        && stand(
                                relation,
                                objects.getFirst().get().sighting(),
                                objects.getLast().get().sighting()));
            case Layout.Single _, Layout.Sized _, Layout.Count _ -> Optional.empty();
        };
    }

    private static boolean isIn(Layout.Corner corner, Sighting object) {
        double right = corner.left() ? 0.5 - object.centreX() : object.centreX() - 0.5;
        double down = corner.top() ? 0.5 - object.centreY() : object.centreY() - 0.5;
        return right > OFF_CENTRE && down > OFF_CENTRE;
    }

    private static boolean stand(Relation relation, Sighting one, Sighting other) {
        double right = one.centreX() - other.centreX();
        double down = one.centreY() - other.centreY();
        return switch (relation) {
            case LEFT -> -right > Math.abs(down);
            case RIGHT -> right > Math.abs(down);
            case ABOVE -> -down > Math.abs(right);
            case BELOW -> down > Math.abs(right);
        };
    }

    private static boolean hasSize(Seen seen, SizeWord word) {
        double extent = seen.sighting().extent();
        return switch (word) {
            case BIG -> extent > BIG;
            case SMALL -> extent < SMALL;
        };
    }

    private interface Choice {
        boolean counts(Placement object);
    }

    private static Optional<Double> part(
            Scene scene, List<Optional<Seen>> found, Choice choice, BiPredicate<Placement, Seen> holds) {
        int counted = 0;
        int right = 0;
        for (int i = 0; i < found.size(); i++) {
            Placement object = scene.objects().get(i);
            if (choice.counts(object)) {
                counted++;
                right += found.get(i).filter(seen -> holds.test(object, seen)).isPresent() ? 1 : 0;
            }
        }
        return counted == 0 ? Optional.empty() : Optional.of((double) right / counted);
    }

    private static boolean isTinted(Placement object) {
        return object.subject().paint().isPresent();
    }

    private static boolean hasTint(Placement object, Seen seen) {
        return object.subject().paint().equals(Optional.of(seen.sighting().colour()));
    }

    private int rank(Placement object, Seen seen) {
        return seen.rank(label(object));
    }

    private int label(Placement object) {
        return nouns.label(object.subject().noun());
    }

    private static double mark(boolean right) {
        return right ? 1 : 0;
    }
}
