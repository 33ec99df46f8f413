package dev.sailplane.training.scene;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which stickers scenes may show. About 12 % of the pairs of noun and tint never appear in training, so that drawing one
 * proves that noun and colour were understood apart. Nor does one noun, {@value #NEW_NOUN}: what fine-tuning adds is
 * measured on it.
 */
public enum HoldOut {
    /** All but the held-out pairs and the new noun: for training generators. */
    EXCLUDED,
    /** Any: for training judges, which otherwise learn what is missing. */
    INCLUDED,
    /** Tinted stickers of held-out pairs alone: for measuring composition. */
    ONLY,
    /** The new noun, alone or beside another object, in tints that are not held out: for fine-tuning. */
    NEW;

    /** The noun that training never shows. */
    public static final String NEW_NOUN = "penguin";

    private static final int PERCENT = 12;

    /** Whether there may be stickers of a noun. */
    boolean admits(String noun) {
        return switch (this) {
            case EXCLUDED, ONLY -> !noun.equals(NEW_NOUN);
            case INCLUDED -> true;
            case NEW -> noun.equals(NEW_NOUN);
        };
    }

    /** Whether a sticker of a noun may have a tint. */
    boolean admits(String noun, Colour tint) {
        return switch (this) {
            case EXCLUDED, NEW -> !holds(noun, tint);
            case INCLUDED -> true;
            case ONLY -> holds(noun, tint);
        };
    }

    /** Whether every sticker must have a tint. */
    boolean demandsTints() {
        return this == ONLY;
    }

    /** Whether an object may be a shape. */
    boolean admitsShapes() {
        return this == EXCLUDED || this == INCLUDED;
    }

    /** The rule for an object beside one that this rule is for. */
    HoldOut beside() {
        return this == NEW ? EXCLUDED : this;
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
