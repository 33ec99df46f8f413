package dev.sailplane.devstack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The secrets of one data directory, drawn when it is first used.
 *
 * @param accessKey of the S3 server
 * @param secretKey of the S3 server
 * @param webhookSecret from which the secrets that sign webhooks are derived, {@code whsec_} and 32 bytes in base64
 */
record Credentials(String accessKey, String secretKey, String webhookSecret) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Reads the file, or draws new secrets and keeps them in it, readable by the owner alone. */
    static Credentials in(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        Credentials drawn = new Credentials(
                "SP" + HexFormat.of().withUpperCase().formatHex(random(8)),
                HexFormat.of().formatHex(random(24)),
                "whsec_" + Base64.getEncoder().encodeToString(random(32)));
        PrivateFiles.write(
                file,
                "access-key=%s%nsecret-key=%s%nwebhook-secret=%s%n"
                        .formatted(drawn.accessKey, drawn.secretKey, drawn.webhookSecret));
        return drawn;
    }

    private static Credentials read(Path file) throws IOException {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            kept.load(reader);
        }
        return new Credentials(
                require(kept, "access-key", file),
                require(kept, "secret-key", file),
                require(kept, "webhook-secret", file));
    }

    private static String require(Properties kept, String name, Path file) {
        String value = kept.getProperty(name);
        if (value == null) {
            throw new DevStackException(file + " lacks " + name + "; delete the file to draw new secrets");
        }
        return value;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
