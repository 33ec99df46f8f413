package dev.sailplane.devstack.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;

/**
 * A request.
 *
 * @param body JSON, empty for none
 * @param success the only status that is no error
 */
record Call(HttpMethod method, String path, Buffer body, int success) {
    private static final String INPUT =
            "\"input\":{\"prompt\":\"a black ring on a white background\",\"seed\":7,\"num_outputs\":1}";
    private static final Call SUBMIT = submit("{%s}".formatted(INPUT));

    /** Asks for a picture. */
    static Call submit() {
        return SUBMIT;
    }

    /** Asks for a picture, and to be told of its end. */
    static Call submit(URI webhook) {
        return submit("{%s,\"webhook\":\"%s\",\"webhook_events_filter\":[\"completed\"]}".formatted(INPUT, webhook));
    }

    private static Call submit(String body) {
        return new Call(HttpMethod.POST, "/v1/models/sailplane/stickers/predictions", Buffer.buffer(body), 201);
    }

    /** Asks how a job stands. */
    static Call status(String id) {
        return new Call(HttpMethod.GET, "/v1/predictions/" + id, Buffer.buffer(), 200);
    }
}
