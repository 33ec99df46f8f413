package dev.sailplane.training.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SceneGrammarTest {
    private static final int SCENES = 10_000;
    private static final SpriteCatalogue SPRITES = SpriteCatalogue.inTheBox();
    private static final List<Scene> TRAINING = scenes(HoldOut.EXCLUDED);

    private static List<Scene> scenes(HoldOut holdOut) {
        SceneGrammar grammar = new SceneGrammar(SPRITES, holdOut);
        return LongStream.range(0, SCENES).mapToObj(grammar::scene).toList();
    }

    private static Stream<Subject.Sticker> stickers(List<Scene> scenes) {
        return scenes.stream()
                .flatMap(scene -> scene.objects().stream())
                .map(Placement::subject)
                .filter(Subject.Sticker.class::isInstance)
                .map(Subject.Sticker.class::cast);
    }

    private static double share(Predicate<Scene> property) {
        return (double) TRAINING.stream().filter(property).count() / SCENES;
    }

    private static boolean held(Subject.Sticker sticker) {
        return sticker.paint().map(tint -> HoldOut.holds(sticker.noun(), tint)).orElse(false);
    }

    @Test
    void theBoxHolds767DrawingsOf131Nouns() {
        assertThat(SPRITES.nouns()).hasSize(131);
        assertThat(SPRITES.drawings()).isEqualTo(767);
    }

    @Test
    void fewerNounsMakeScenesOfThemAlone() {
        SceneGrammar grammar = new SceneGrammar(SPRITES.only(List.of("cat", "apple")), HoldOut.EXCLUDED);
        List<Scene> scenes = LongStream.range(0, 1000).mapToObj(grammar::scene).toList();
        assertThat(stickers(scenes).map(Subject.Sticker::noun).distinct()).containsExactlyInAnyOrder("apple", "cat");
        assertThat(scenes)
                .anyMatch(scene ->
                        scene.objects().stream().anyMatch(placement -> placement.subject() instanceof Subject.Cutout));
    }

    @Test
    void aStyleMakesScenesOfItsDrawingsAlone() {
        SpriteCatalogue flat = SPRITES.drawn("flat");
        assertThat(flat.nouns()).hasSize(131);
        assertThat(flat.drawings()).isEqualTo(167);
        SceneGrammar grammar = new SceneGrammar(flat.only(List.of("cat", "apple")), HoldOut.EXCLUDED);
        List<Scene> scenes = LongStream.range(0, 200).mapToObj(grammar::scene).toList();
        assertThat(stickers(scenes).map(sticker -> sticker.sprite().style())).containsOnly(Optional.of("flat"));
    }

    @Test
    void stylesThatNothingIsDrawnInAreRefused() {
        assertThatThrownBy(() -> SPRITES.drawn("cubist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sprite is drawn cubist; styles of the box: 3d, flat");
    }

    @Test
    void nounsThatAreUnknownOrTooFewAreRefused() {
        assertThatThrownBy(() -> SPRITES.only(List.of("cat", "quark")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sprite shows a quark; those of the box show: apple, ");
        assertThatThrownBy(() -> new SceneGrammar(SPRITES.only(List.of("cat")), HoldOut.EXCLUDED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 nouns");
    }

    @Test
    void aSeedMakesOneScene() {
        SceneGrammar first = new SceneGrammar(SPRITES, HoldOut.EXCLUDED);
        SceneGrammar second = new SceneGrammar(SpriteCatalogue.inTheBox(), HoldOut.EXCLUDED);
        assertThat(second.scene(-7)).isEqualTo(first.scene(-7)).isNotEqualTo(first.scene(-6));
    }

    @Test
    void backgroundsAreAThirdWhiteAThirdColouredAThirdDrawn() {
        assertThat(share(scene -> scene.background() instanceof Background.Plain(Colour colour, Background.Variation _)
                        && colour == Colour.WHITE))
                .isCloseTo(0.30, within(0.02));
        assertThat(share(scene -> scene.background() instanceof Background.Drawn))
                .isCloseTo(0.35, within(0.02));
    }

    @Test
    void layoutsComeInTheirProportions() {
        assertThat(share(scene -> scene.layout() instanceof Layout.Pair)).isCloseTo(0.32, within(0.02));
        assertThat(share(scene -> scene.layout() instanceof Layout.Count)).isCloseTo(0.13, within(0.015));
        assertThat(share(scene -> scene.layout() instanceof Layout.Single)).isCloseTo(0.55 * 0.70, within(0.02));
        assertThat(share(scene -> scene.layout() instanceof Layout.Sized)).isCloseTo(0.55 * 0.15, within(0.012));
        assertThat(share(scene -> scene.layout() instanceof Layout.Corner)).isCloseTo(0.55 * 0.15, within(0.012));
    }

    @Test
    void aThirdOfTheStickersIsTintedAndAFifthOfTheObjectsAreShapes() {
        double objects =
                TRAINING.stream().mapToInt(scene -> scene.objects().size()).sum();
        double stickers = stickers(TRAINING).count();
        double tinted = stickers(TRAINING)
                .filter(sticker -> sticker.paint().isPresent())
                .count();
        assertThat(stickers / objects).isCloseTo(0.82, within(0.02));
        // a few less than 35 %: of the held-out tints some are drawn anew as untinted stickers
        assertThat(tinted / stickers).isBetween(0.29, 0.36);
    }

    @Test
    void trainingNeverShowsAHeldOutPair() {
        assertThat(stickers(TRAINING).filter(SceneGrammarTest::held)).isEmpty();
    }

    @Test
    void aJudgeSeesHeldOutPairsToo() {
        List<Scene> scenes = scenes(HoldOut.INCLUDED);
        double held = stickers(scenes).filter(SceneGrammarTest::held).count();
        double tinted =
                stickers(scenes).filter(sticker -> sticker.paint().isPresent()).count();
        assertThat(held / tinted).isCloseTo(0.12, within(0.03));
    }

    @Test
    void compositionIsMeasuredOnHeldOutPairsAlone() {
        assertThat(scenes(HoldOut.ONLY))
                .allSatisfy(scene -> assertThat(scene.objects())
                        .allMatch(object -> object.subject() instanceof Subject.Sticker sticker && held(sticker)));
    }

    @Test
    void trainingNeverShowsTheNewNounAndAJudgeDoes() {
        assertThat(stickers(TRAINING)).noneMatch(SceneGrammarTest::isNew);
        assertThat(stickers(scenes(HoldOut.ONLY))).noneMatch(SceneGrammarTest::isNew);
        assertThat(stickers(scenes(HoldOut.INCLUDED))).anyMatch(SceneGrammarTest::isNew);
        assertThat(stickers(TRAINING).map(Subject.Sticker::noun).distinct()).hasSize(130);
    }

    @Test
    void theNewNounStandsAloneOrBesideWhatTrainingShows() {
        List<Scene> scenes = scenes(HoldOut.NEW).subList(0, 1_000);
        assertThat(scenes)
                .allSatisfy(scene -> assertThat(scene.caption()).contains("penguin"))
                .allMatch(scene ->
                        scene.objects().getFirst().subject() instanceof Subject.Sticker sticker && isNew(sticker));
        assertThat(stickers(scenes).filter(SceneGrammarTest::held)).isEmpty();
        assertThat(scenes).anyMatch(scene -> scene.objects().getLast().subject() instanceof Subject.Cutout);
    }

    private static boolean isNew(Subject.Sticker sticker) {
        return sticker.noun().equals(HoldOut.NEW_NOUN);
    }

    @Test
    void theHoldOutRuleIsThePublishedOne() {
        assertThat(Colour.TINTS.stream().filter(tint -> HoldOut.holds("fish", tint)))
                .containsExactly(Colour.ORANGE, Colour.PINK, Colour.BROWN);
        assertThat(Colour.TINTS.stream().filter(tint -> HoldOut.holds("dog", tint)))
                .containsExactly(Colour.RED);
        assertThat(Colour.TINTS.stream().filter(tint -> HoldOut.holds("cat", tint)))
                .isEmpty();
    }

    @Test
    void nothingHasTheColourOfItsBackground() {
        assertThat(TRAINING).noneSatisfy(scene -> {
            assertThat(scene.background()).isInstanceOf(Background.Plain.class);
            Colour behind = ((Background.Plain) scene.background()).colour();
            assertThat(scene.objects())
                    .anyMatch(object ->
                            object.subject().colour().filter(behind::equals).isPresent());
        });
    }

    @Test
    void objectsOfAPairHaveTwoNounsAndThoseOfACountOne() {
        assertThat(TRAINING).allSatisfy(scene -> {
            long nouns = scene.objects().stream()
                    .map(object -> object.subject().noun())
                    .distinct()
                    .count();
            assertThat(nouns).isEqualTo(scene.layout() instanceof Layout.Pair ? 2 : 1);
        });
    }

    @Test
    void theFirstOfAPairStandsWhereTheCaptionSays() {
        assertThat(TRAINING).allSatisfy(scene -> {
            if (scene.layout() instanceof Layout.Pair(Layout.Relation relation)) {
                Placement first = scene.objects().getFirst();
                Placement second = scene.objects().getLast();
                assertThat(
                                switch (relation) {
                                    case LEFT -> first.centreX() < second.centreX() - 0.3;
                                    case RIGHT -> first.centreX() > second.centreX() + 0.3;
                                    case ABOVE -> first.centreY() < second.centreY() - 0.3;
                                    case BELOW -> first.centreY() > second.centreY() + 0.3;
                                })
                        .isTrue();
            }
        });
    }

    @Test
    void captionsNameEveryGivenColour() {
        assertThat(TRAINING)
                .allSatisfy(scene -> assertThat(scene.objects())
                        .allSatisfy(object -> object.subject()
                                .paint()
                                .ifPresent(colour -> assertThat(scene.caption()).contains(colour.word()))));
    }

    @Test
    void captionsTakeAtMost25Tokens() {
        GlideTokenizer tokenizer = new GlideTokenizer(64);
        assertThat(TRAINING.stream().map(Scene::caption).filter(caption -> tokensOf(tokenizer, caption) > 25))
                .isEmpty();
    }

    @Test
    void captionsReadLikeThis() {
        assertThat(TRAINING.stream().limit(6).map(Scene::caption))
                .containsExactly(
                        "a small 3d light bulb in the desert",
                        "a hammer above a blue alien on a yellow background",
                        "a shoe to the left of a green hamburger on a purple background",
                        "two anchors",
                        "an owl on the left and an anchor on the right on a blue background",
                        "a rabbit on the left and a flat purple carrot on the right on a pink background");
    }

    private static int tokensOf(GlideTokenizer tokenizer, String caption) {
        boolean[] mask = tokenizer.tokens(caption).mask();
        int tokens = 0;
        for (boolean used : mask) {
            tokens += used ? 1 : 0;
        }
        return tokens;
    }
}
