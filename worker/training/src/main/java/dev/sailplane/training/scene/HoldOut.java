package dev.sailplane.training.scene;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which pairs of noun and tint scenes may show. About 12 % of them never appear in training, so that drawing one proves
 * that noun and colour were understood apart.
 */
public enum HoldOut {
    /** All but the held-out pairs: for training generators. */
    EXCLUDED,
    /** Any pair: for training judges, which otherwise learn which pairs are missing. */
    INCLUDED,
    /** Tinted stickers of held-out pairs alone: for measuring composition. */
    ONLY;

    private static final int PERCENT = 12;

    /** Whether a sticker may have a tint. */
    boolean admits(String noun, Colour tint) {
        return switch (this) {
            case EXCLUDED -> !holds(noun, tint);
            case INCLUDED -> true;
            case ONLY -> holds(noun, tint);
        };
    }

    /** Whether a pair is held out: the first 32 bits of SHA-256 of "noun|tint", modulo 100, are below 12. */
    public static boolean holds(String noun, Colour tint) {
        byte[] hash = sha256().digest((noun + "|" + tint.word()).getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            number = (number << Byte.SIZE) | Byte.toUnsignedInt(hash[i]);
        }
        return number % 100 < PERCENT;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
