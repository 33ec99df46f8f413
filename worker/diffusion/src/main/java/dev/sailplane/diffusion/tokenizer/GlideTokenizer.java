package dev.sailplane.diffusion.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.TextConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prompts to tokens: lower-cased, then GPT-2's byte-level BPE (Radford et al. 2019), nothing else: no trimming, no
 * normalisation, no start or end token. Special tokens are ordinary text. Immutable, for any thread.
 */
public final class GlideTokenizer {
    /** GPT-2's vocabulary; its last token, 50256, is the padding. */
    public static final int VOCABULARY_SIZE = 50257;

    private final int contextLength;

    /** @param contextLength tokens a prompt is cut or padded to */
    public GlideTokenizer(int contextLength) {
        if (contextLength < 1) {
            throw new IllegalArgumentException("contextLength must be at least 1, not " + contextLength);
        }
        this.contextLength = contextLength;
    }

    /**
     * The tokenizer of a text encoder.
     *
     * @throws IllegalArgumentException when the encoder's vocabulary is not GPT-2's
     */
    public static GlideTokenizer of(TextConfiguration text) {
        if (text.vocabularySize() != VOCABULARY_SIZE) {
            throw new IllegalArgumentException(
                    "vocabularySize must be %d, GPT-2's, not %d".formatted(VOCABULARY_SIZE, text.vocabularySize()));
        }
        return new GlideTokenizer(text.contextLength());
    }

    /** Whether a text is well-formed: a lone surrogate is no character and has no tokens. */
    public static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /**
     * The tokens of a prompt, cut or padded to the context length. The empty prompt is all padding, which the networks
     * know as "no prompt" (Ho &amp; Salimans 2022, section 3.2).
     *
     * @throws IllegalArgumentException when the prompt is not {@link #wellFormed}
     */
    public PromptTokens tokens(String prompt) {
        int[] tokens = encode(prompt);
        int used = Math.min(tokens.length, contextLength);
        int[] ids = Arrays.copyOf(tokens, contextLength);
        Arrays.fill(ids, used, contextLength, VOCABULARY_SIZE - 1);
        boolean[] mask = new boolean[contextLength];
        Arrays.fill(mask, 0, used, true);
        return new PromptTokens(ids, mask);
    }

    /** The tokens of a text, all of them, unpadded. */
    int[] encode(String text) {
        if (!wellFormed(text)) {
            throw new IllegalArgumentException("prompt holds a lone surrogate, which is no character");
        }
        return Gpt2.ENCODING.encodeOrdinary(text.toLowerCase(Locale.ROOT)).toArray();
    }

    /** The text of tokens; bytes that are no UTF-8 become U+FFFD. */
    String decode(int... tokens) {
        IntArrayList list = new IntArrayList(tokens.length);
        Arrays.stream(tokens).forEach(list::add);
        return new String(Gpt2.ENCODING.decodeBytes(list), StandardCharsets.UTF_8);
    }

    /** The merges, read once, when first needed. */
    private static final class Gpt2 {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
    }
}
