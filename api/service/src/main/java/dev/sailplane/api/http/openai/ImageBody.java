package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.RequestIdentity;
import java.nio.charset.StandardCharsets;

/**
 * What was sent, brought into one form whether it came as JSON or as a form: {@code image} and {@code mask}, if there are
 * any, are fields beside the others, as data URLs or addresses.
 *
 * @param names where the caller has the fields
 * @param fingerprint of all that was sent
 */
record ImageBody(ImageKind kind, ObjectNode fields, FieldNames names, String fingerprint) {
    /** From JSON. */
    static ImageBody json(ImageKind kind, byte[] body) {
        ObjectNode fields = PredictionParser.object(body);
        FieldNames names = kind == ImageKind.EDIT ? JsonPictures.flatten(fields) : FieldNames.FLAT;
        return new ImageBody(kind, fields, names, RequestIdentity.fingerprint(seed(kind), body));
    }

    /** What every fingerprint of this kind begins with. */
    static byte[] seed(ImageKind kind) {
        return ("images." + kind).getBytes(StandardCharsets.US_ASCII);
    }
}
