package dev.sailplane.diffusion.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.TextConfiguration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GlideTokenizerTest {
    private final GlideTokenizer tokenizer = new GlideTokenizer(128);

    @TestFactory
    List<DynamicTest> encodesAndDecodesAsTheReferenceDoes() {
        JsonNode prompts = Golden.json("tokenizer.json").get("prompts");
        assertThat(prompts).hasSize(80);
        return StreamSupport.stream(prompts.spliterator(), false)
                .map(prompt -> DynamicTest.dynamicTest(name(prompt), () -> {
                    int[] ids = StreamSupport.stream(prompt.get("glide_ids").spliterator(), false)
                            .mapToInt(JsonNode::intValue)
                            .toArray();
                    assertThat(tokenizer.encode(prompt.get("text").textValue())).containsExactly(ids);
                    assertThat(tokenizer.decode(ids))
                            .isEqualTo(prompt.get("glide_decode").textValue());
                    assertThat(ones(tokenizer.tokens(prompt.get("text").textValue())))
                            .isEqualTo(prompt.get("glide_mask_true").intValue());
                }))
                .toList();
    }

    @Test
    void padsWithTheLastToken() {
        PromptTokens tokens = new GlideTokenizer(4).tokens("Ring");

        assertThat(tokens.ids()).containsExactly(1806, 50256, 50256, 50256);
        assertThat(tokens.mask()).containsExactly(true, false, false, false);
    }

    @Test
    void cutsLongPromptsToTheContext() {
        PromptTokens tokens = new GlideTokenizer(3).tokens("a a a a a");

        assertThat(tokens.ids()).containsExactly(64, 257, 257);
        assertThat(tokens.mask()).containsExactly(true, true, true);
    }

    @Test
    void hasNoTokensForTheEmptyPrompt() {
        assertThat(ones(tokenizer.tokens(""))).isZero();
        assertThat(ones(tokenizer.tokens(" "))).isEqualTo(1);
    }

    @Test
    void rejectsLoneSurrogates() {
        assertThatThrownBy(() -> tokenizer.tokens("a \uD83D ring"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lone surrogate");
    }

    @Test
    void rejectsNetworksOfAnotherVocabulary() {
        assertThatThrownBy(() -> GlideTokenizer.of(new TextConfiguration(16, 64, 2, 4, 300, true, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabularySize must be 50257");
    }

    private static long ones(PromptTokens tokens) {
        return IntStream.range(0, tokens.mask().length)
                .filter(i -> tokens.mask()[i])
                .count();
    }

    private static String name(JsonNode prompt) {
        String text = prompt.get("text").textValue();
        return "'" + text.substring(0, Math.min(30, text.length())) + "'";
    }
}
