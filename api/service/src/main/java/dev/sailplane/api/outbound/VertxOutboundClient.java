package dev.sailplane.api.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls by Vert.x, which can connect to one address and still speak to, and check the certificate of, the host that was
 * named. No proxy, no redirects, no connection kept: each call is judged anew.
 */
@ApplicationScoped
public class VertxOutboundClient implements OutboundClient {
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 5_000;
    private static final String USER_AGENT = "Sailplane";

    private final TargetGuard guard;
    private final HttpClient client;

    /** Guarded by the guard. */
    @Inject
    public VertxOutboundClient(TargetGuard guard, Vertx vertx) {
        // Callers' addresses may hold secrets: no traces of them.
        this(guard, vertx, new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
    }

    /** The same with other options, which are changed: whom to trust, for one. */
    VertxOutboundClient(TargetGuard guard, Vertx vertx, HttpClientOptions options) {
        this.guard = guard;
        this.client = vertx.createHttpClient(options.setConnectTimeout(CONNECT_TIMEOUT_MILLISECONDS)
                .setKeepAlive(false)
                .setMaxPoolSize(256)
                .setMaxHeaderSize(16_384)
                .setDecompressionSupported(false));
    }

    @Override
    public byte[] fetch(URI address, int maximumBytes, Duration timeout) {
        Future<HttpClientRequest> opened = open(address, HttpMethod.GET, timeout);
        return await(opened, opened.compose(request -> sent(request, maximumBytes)), timeout);
    }

    @Override
    public Reply post(URI address, Map<String, String> headers, String json, Duration timeout) {
        Future<HttpClientRequest> opened = open(address, HttpMethod.POST, timeout);
        return await(
                opened,
                opened.compose(request -> {
                            headers.forEach(request::putHeader);
                            return request.putHeader("content-type", "application/json")
                                    .send(json);
                        })
                        .map(VertxOutboundClient::reply),
                timeout);
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private Future<HttpClientRequest> open(URI address, HttpMethod method, Duration timeout) {
        Target target = guard.admit(address);
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.address().getHostAddress()))
                .setHost(target.uri().getHost())
                .setPort(target.port())
                .setSsl(target.encrypted())
                .setMethod(method)
                .setURI(target.path())
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis());
        return client.request(options).map(request -> request.putHeader("user-agent", USER_AGENT));
    }

    // The receiver's body is of no interest and may have no end.
    private static Reply reply(HttpClientResponse response) {
        Reply reply = new Reply(response.statusCode(), Optional.ofNullable(response.getHeader("retry-after")));
        response.request().connection().close();
        return reply;
    }

    // Who would hear of the answer is named before the call goes out: an answer may be over before anyone listens.
    private static Future<byte[]> sent(HttpClientRequest request, int maximumBytes) {
        Future<byte[]> body = request.response().compose(answer -> body(answer, maximumBytes));
        return request.send().compose(_ -> body);
    }

    private static Future<byte[]> body(HttpClientResponse response, int maximumBytes) {
        if (response.statusCode() != 200) {
            response.request().connection().close();
            return Future.failedFuture(
                    new OutboundException("could not be fetched: the answer was " + response.statusCode()));
        }
        Promise<byte[]> whole = Promise.promise();
        Buffer received = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(received.getBytes()));
        response.handler(part -> {
            if (received.length() + part.length() > maximumBytes) {
                whole.tryFail(new OutboundException("must be at most " + maximumBytes + " bytes"));
                response.request().connection().close();
            } else {
                received.appendBuffer(part);
            }
        });
        return whole.future();
    }

    private static <T> T await(Future<HttpClientRequest> opened, Future<T> call, Duration timeout) {
        try {
            return call.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OutboundException judged) {
                throw judged;
            }
            throw new OutboundException("could not be reached", failed);
        } catch (TimeoutException late) {
            // One that sends a byte a second would hold the connection for ever.
            opened.onSuccess(request -> request.connection().close());
            throw new OutboundException("did not answer within " + timeout.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutboundException("could not be reached: the service is stopping", interrupted);
        }
    }
}
