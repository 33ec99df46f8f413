package dev.sailplane.devstack.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes webhooks. Each job's has an address of its own, so that it is known whose it is even if it comes before the
 * submit is answered. Signatures are not looked at. All but the making is done on the caller's event loop.
 */
final class JobHooks {
    private static final String PATH = "/jobs/";
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final Map<String, Consumer<Buffer>> expected = new HashMap<>();
    private int jobs;

    /** Listens until the caller is closed. */
    JobHooks(Caller caller) {
        server = caller.listen(this::receive);
    }

    /** For one job more. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + PATH + jobs++);
    }

    /** Waits for what comes to an address: the first is handed over, others are let go. */
    void expect(URI address, Consumer<Buffer> receiver) {
        expected.put(address.getPath(), receiver);
    }

    /** Waits for it no more; whether it was still waited for. */
    boolean forget(URI address) {
        return expected.remove(address.getPath()) != null;
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            request.response().setStatusCode(NO_CONTENT).end();
            Consumer<Buffer> receiver = expected.remove(request.path());
            if (receiver != null) {
                receiver.accept(body);
            }
        });
    }
}
