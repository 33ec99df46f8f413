package dev.sailplane.devstack.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls the replicas in turn, over kept connections, on one event loop: all answers come on that thread, and it is the
 * only one to call {@link #call}.
 */
final class Caller implements AutoCloseable {
    /** A call without an answer by then has failed. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int MOST_WAITING = 200_000;

    private final List<URI> replicas;
    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private int calls;

    /** @param connections at the same time, over all replicas */
    Caller(List<URI> replicas, int connections) {
        this.replicas = List.copyOf(replicas);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(Math.ceilDiv(connections, replicas.size()))
                .setMaxWaitQueueSize(MOST_WAITING)
                .setTcpNoDelay(true));
    }

    /** Runs it on the event loop. */
    void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /** Runs it on the event loop a little later. */
    void executeAfter(Duration pause, Runnable task) {
        vertx.setTimer(pause.toMillis(), _ -> task.run());
    }

    /** Listens on a free port of the loopback address; requests come on the event loop. Blocking. */
    HttpServer listen(Handler<HttpServerRequest> requests) {
        Future<HttpServer> server =
                vertx.createHttpServer().requestHandler(requests).listen(0, "127.0.0.1");
        return server.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    /** The answer with its body read and let go; failed when there is none or its status is not the wanted one. */
    Future<HttpClientResponse> call(Call call) {
        URI replica = replicas.get(calls++ % replicas.size());
        RequestOptions options = new RequestOptions()
                .setHost(replica.getHost())
                .setPort(replica.getPort())
                .setMethod(call.method())
                .setURI(call.path())
                .setTimeout(TIMEOUT.toMillis());
        return client.request(options)
                .compose(request -> send(request, call))
                .compose(response -> response.end().map(_ -> response))
                .compose(response -> judged(response, call));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, Call call) {
        return call.body().length() == 0
                ? request.send()
                : request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .send(call.body());
    }

    private static Future<HttpClientResponse> judged(HttpClientResponse response, Call call) {
        return response.statusCode() == call.success()
                ? Future.succeededFuture(response)
                : Future.failedFuture("HTTP " + response.statusCode());
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
