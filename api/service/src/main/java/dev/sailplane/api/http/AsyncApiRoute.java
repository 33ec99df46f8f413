package dev.sailplane.api.http;

import dev.sailplane.contract.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the contract's description of the topics. No resource, so that no key is asked for. */
@ApplicationScoped
public class AsyncApiRoute {
    private static final String PATH = "/asyncapi.yaml";

    void register(@Observes Router router) {
        Buffer document = Buffer.buffer(read());
        router.get(PATH)
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml;charset=UTF-8")
                        .end(document));
    }

    private static byte[] read() {
        try (InputStream file = Topics.class.getResourceAsStream(PATH)) {
            if (file == null) {
                throw new IllegalStateException("the contract comes without " + PATH);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
