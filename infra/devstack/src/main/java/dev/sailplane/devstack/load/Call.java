package dev.sailplane.devstack.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * A request.
 *
 * @param body JSON, empty for none
 * @param success the only status that is no error
 */
record Call(HttpMethod method, String path, Buffer body, int success) {
    private static final Call SUBMIT = new Call(
            HttpMethod.POST,
            "/v1/models/sailplane/toy-shapes/predictions",
            Buffer.buffer(
                    "{\"input\":{\"prompt\":\"a black ring on a white background\",\"seed\":7,\"num_outputs\":1}}"),
            201);

    /** Asks for a picture. */
    static Call submit() {
        return SUBMIT;
    }

    /** Asks how a job stands. */
    static Call status(String id) {
        return new Call(HttpMethod.GET, "/v1/predictions/" + id, Buffer.buffer(), 200);
    }
}
