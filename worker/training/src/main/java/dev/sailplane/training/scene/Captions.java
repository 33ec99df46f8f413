package dev.sailplane.training.scene;

import dev.sailplane.training.scene.Layout.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts scenes into words. What a caption says is true of its scene; it need not say everything. */
final class Captions {
    private static final double STYLE_NAMED = 0.3;

    private Captions() {}

    static String caption(Draws draws, Background background, Layout layout, List<Subject> subjects) {
        String body = body(draws, layout, subjects);
        String where = where(draws, background);
        String opening = draws.of("", "", "", "", "a picture of ", "an image of ");
        return opening + body + (where.isEmpty() ? "" : " " + where);
    }

    private static String body(Draws draws, Layout layout, List<Subject> subjects) {
        Subject first = subjects.getFirst();
        return switch (layout) {
            case Layout.Single _ -> one(draws, first, Optional.empty());
            case Layout.Sized(Layout.SizeWord word) -> one(draws, first, Optional.of(word.word()));
            case Layout.Corner corner -> one(draws, first, Optional.empty()) + " in the " + corner.words() + " corner";
            case Layout.Count(int number) ->
                phrase(draws, first, Optional.of(Words.number(number)), Words.plural(first.noun()));
            case Layout.Pair(Relation relation) -> {
                String a = one(draws, first, Optional.empty());
                String b = one(draws, subjects.getLast(), Optional.empty());
                yield draws.of(pair(relation, a, b));
            }
        };
    }

    private static List<String> pair(Relation relation, String a, String b) {
        return switch (relation) {
            case LEFT -> List.of(a + " to the left of " + b, a + " on the left and " + b + " on the right");
            case RIGHT -> List.of(a + " to the right of " + b, b + " on the left and " + a + " on the right");
            case ABOVE -> List.of(a + " above " + b);
            case BELOW -> List.of(a + " below " + b, b + " above " + a);
        };
    }

    private static String one(Draws draws, Subject subject, Optional<String> size) {
        return Words.one(phrase(draws, subject, size, subject.noun()), subject.noun());
    }

    /** First word (a number or a size), style, colour, noun. */
    private static String phrase(Draws draws, Subject subject, Optional<String> first, String noun) {
        List<String> words = new ArrayList<>();
        first.ifPresent(words::add);
        style(subject).filter(_ -> draws.chance(STYLE_NAMED)).ifPresent(words::add);
        subject.colour().map(Colour::word).ifPresent(words::add);
        words.add(noun);
        return String.join(" ", words);
    }

    private static Optional<String> style(Subject subject) {
        return switch (subject) {
            case Subject.Sticker sticker -> sticker.sprite().style();
            case Subject.Cutout _ -> Optional.empty();
        };
    }

    private static String where(Draws draws, Background background) {
        return switch (background) {
            case Background.Drawn(Backdrop backdrop, Background.Variation _) -> draws.of(backdrop.phrases());
            case Background.Plain(Colour colour, Background.Variation _)
            when colour == Colour.WHITE -> draws.of("", "", "on a white background");
            case Background.Plain(Colour colour, Background.Variation _) ->
                "on " + Words.withArticle(colour.word()) + " background";
        };
    }
}
