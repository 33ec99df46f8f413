package dev.sailplane.api.http;

import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.webhook.DeliveryPage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Cursors as callers carry them; what is in them is nobody's business but ours. */
final class DeliveryCursors {
    private DeliveryCursors() {}

    static String write(DeliveryPage.Cursor cursor) {
        String text = (cursor.newer() ? "+" : "-") + cursor.createdAt() + "/" + cursor.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws RejectedException when it is none of ours */
    static DeliveryPage.Cursor read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int slash = text.indexOf('/');
            if (slash > 1) {
                return new DeliveryPage.Cursor(
                        Instant.parse(text.substring(1, slash)), text.substring(slash + 1), text.charAt(0) == '+');
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // The same words as for any other that is wrong.
        }
        throw RejectedException.of("?cursor", "cursor must come from next or previous");
    }
}
