package dev.sailplane.training.scene;

import dev.sailplane.training.scene.Layout.Relation;
import dev.sailplane.training.scene.Layout.SizeWord;
import java.util.List;
import java.util.Optional;

/**
 * Makes up scenes. The same seed gives the same scene; different seeds give independent ones. Immutable, for any thread.
 *
 * <p>Proportions: background 30 % white, 35 % another colour, 35 % drawn; layout 55 % single (of these 15 % with a size
 * word, 15 % in a corner), 13 % counted, 32 % pairs; 18 % of the objects are shapes; 35 % of the stickers are tinted.
 */
public final class SceneGrammar {
    private final SpriteCatalogue sprites;
    private final HoldOut holdOut;

    /**
     * Scenes of these sprites under a rule for what they may show.
     *
     * @throws IllegalArgumentException when the rule leaves too few nouns for a pair
     */
    public SceneGrammar(SpriteCatalogue sprites, HoldOut holdOut) {
        requireNouns(sprites, holdOut, holdOut == HoldOut.NEW ? 1 : 2);
        requireNouns(sprites, holdOut.beside(), 2);
        this.sprites = sprites;
        this.holdOut = holdOut;
    }

    private static void requireNouns(SpriteCatalogue sprites, HoldOut rule, int least) {
        long fit = sprites.nouns().stream()
                .filter(rule::admits)
                .filter(noun -> !rule.demandsTints() || Colour.TINTS.stream().anyMatch(tint -> rule.admits(noun, tint)))
                .count();
        if (fit < least) {
            throw new IllegalArgumentException(
                    "scenes need at least %d nouns that the rule %s admits; here it admits %d of %s"
                            .formatted(least, rule, fit, sprites.nouns()));
        }
    }

    /** The scene of a seed. */
    public Scene scene(long seed) {
        Draws draws = new Draws(seed);
        Background background = background(draws);
        Layout layout = layout(draws);
        List<Subject> subjects = subjects(draws, layout, background);
        boolean onGround = background instanceof Background.Drawn;
        List<Placement> objects = new Arrangements(draws, onGround).place(layout, subjects);
        return new Scene(background, layout, objects, Captions.caption(draws, background, layout, subjects));
    }

    private static Background background(Draws draws) {
        double kind = draws.unit();
        Background.Variation variation =
                new Background.Variation(draws.unit(), draws.unit(), draws.unit(), draws.seed());
        if (kind < 0.30) {
            return new Background.Plain(Colour.WHITE, variation);
        }
        return kind < 0.65
                ? new Background.Plain(draws.of(Colour.OF_BACKGROUNDS), variation)
                : new Background.Drawn(draws.of(Backdrop.values()), variation);
    }

    private static Layout layout(Draws draws) {
        double kind = draws.unit();
        if (kind < 0.55) {
            return single(draws);
        }
        return kind < 0.68 ? new Layout.Count(draws.chance(0.5) ? 2 : 3) : new Layout.Pair(draws.of(Relation.values()));
    }

    private static Layout single(Draws draws) {
        double kind = draws.unit();
        if (kind < 0.70) {
            return new Layout.Single();
        }
        return kind < 0.85
                ? new Layout.Sized(draws.of(SizeWord.values()))
                : new Layout.Corner(draws.chance(0.5), draws.chance(0.5));
    }

    private List<Subject> subjects(Draws draws, Layout layout, Background background) {
        Subject first = subject(draws, background, holdOut);
        if (!(layout instanceof Layout.Pair)) {
            return List.of(first);
        }
        Subject second = subject(draws, background, holdOut.beside());
        while (second.noun().equals(first.noun())) {
            second = subject(draws, background, holdOut.beside());
        }
        return List.of(first, second);
    }

    /** A red circle on red is not a picture: nothing has its background's colour. */
    private Subject subject(Draws draws, Background background, HoldOut rule) {
        while (true) {
            Subject subject = anySubject(draws, rule);
            boolean visible = !(background instanceof Background.Plain(Colour colour, Background.Variation _)
                    && subject.colour().equals(Optional.of(colour)));
            if (visible) {
                return subject;
            }
        }
    }

    private Subject anySubject(Draws draws, HoldOut rule) {
        boolean sticker = !rule.admitsShapes() || !draws.chance(0.18);
        return sticker
                ? sticker(draws, rule)
                : new Subject.Cutout(draws.of(Shape.values()), draws.of(Colour.OF_SHAPES));
    }

    private Subject sticker(Draws draws, HoldOut rule) {
        while (true) {
            Sprite sprite = admitted(draws, rule);
            if (!rule.demandsTints() && !draws.chance(0.35)) {
                return new Subject.Sticker(sprite, Optional.empty());
            }
            Colour tint = draws.of(Colour.TINTS);
            if (rule.admits(sprite.noun(), tint)) {
                return new Subject.Sticker(sprite, Optional.of(tint));
            }
        }
    }

    // Drawn of all: scenes without the new noun stay what they would be if all were admitted.
    private Sprite admitted(Draws draws, HoldOut rule) {
        while (true) {
            Sprite sprite = draws.of(sprites.of(draws.of(sprites.nouns())));
            if (rule.admits(sprite.noun())) {
                return sprite;
            }
        }
    }
}
