package dev.sailplane.training.scene;

import java.util.Map;
import java.util.Set;

/** English of the captions: articles and plurals of the nouns in the box. */
final class Words {
    private static final Map<Integer, String> NUMBERS = Map.of(2, "two", 3, "three");
    private static final Map<String, String> PLURALS = Map.ofEntries(
            Map.entry("cherries", "cherries"),
            Map.entry("grapes", "grapes"),
            Map.entry("broccoli", "broccoli"),
            Map.entry("corn", "corn"),
            Map.entry("mouse", "mice"),
            Map.entry("bread", "loaves of bread"),
            Map.entry("cheese", "pieces of cheese"),
            Map.entry("butterfly", "butterflies"),
            Map.entry("ladybug", "ladybugs"),
            Map.entry("fish", "fish"),
            Map.entry("cactus", "cacti"),
            Map.entry("glasses", "pairs of glasses"),
            Map.entry("scissors", "pairs of scissors"),
            Map.entry("fire", "fires"),
            Map.entry("strawberry", "strawberries"),
            Map.entry("octopus", "octopuses"),
            Map.entry("face with sunglasses", "faces with sunglasses"));
    private static final Set<String> WITHOUT_ARTICLE =
            Set.of("cherries", "grapes", "bread", "cheese", "corn", "broccoli", "fire", "glasses", "scissors");

    private Words() {}

    /** "two", "three". */
    static String number(int count) {
        String word = NUMBERS.get(count);
        if (word == null) {
            throw new IllegalArgumentException("counts are two or three, not " + count);
        }
        return word;
    }

    static String plural(String noun) {
        String irregular = PLURALS.get(noun);
        if (irregular != null) {
            return irregular;
        }
        boolean hissing = noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch") || noun.endsWith("sh");
        return noun + (hissing ? "es" : "s");
    }

    /** A phrase that ends in a noun, with the article the noun takes. */
    static String one(String phrase, String noun) {
        return WITHOUT_ARTICLE.contains(noun) ? phrase : withArticle(phrase);
    }

    static String withArticle(String phrase) {
        boolean vowel = "aeiou".indexOf(phrase.charAt(0)) >= 0 && !phrase.startsWith("uni");
        return (vowel ? "an " : "a ") + phrase;
    }
}
