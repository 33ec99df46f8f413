package dev.sailplane.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a caller shows to be known as a tenant: {@code sp_} and 32 random bytes in base64url. It is shown once, to whom it
 * was made for; only its {@link KeyId} is stored.
 */
public record ApiKey(String text) {
    private static final String PREFIX = "sp_";
    private static final int RANDOM_BYTES = 32;
    private static final int HINT_CHARACTERS = 4;
    private static final Pattern FORM = Pattern.compile("sp_[A-Za-z0-9_-]{43}");

    public ApiKey {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("an API key is sp_ and 43 characters of base64url");
        }
    }

    /** A new one. */
    public static ApiKey draw(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * Its SHA-256. A slow hash would add nothing: what makes passwords worth guessing is that there are few of them, and
     * of these keys there are 2^256.
     */
    public KeyId id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return new KeyId(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Its last characters, by which its owner knows it again. */
    public String hint() {
        return text.substring(text.length() - HINT_CHARACTERS);
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
