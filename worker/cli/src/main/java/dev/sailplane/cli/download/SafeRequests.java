package dev.sailplane.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;

/** GET requests that go, redirects included, to https addresses only (or to this machine, where that is allowed). */
final class SafeRequests {
    private static final int MAXIMUM_REDIRECTS = 5;

    private final HttpClient client;
    private final DownloadSettings settings;

    SafeRequests(HttpClient client, DownloadSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** The final answer; its body is to be closed by the caller. */
    HttpResponse<InputStream> get(URI address, Map<String, String> headers) throws IOException, InterruptedException {
        URI next = address;
        for (int redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(next, headers);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return response;
            }
            response.body().close();
            next = next.resolve(location.get());
        }
        throw new DownloadException("%s redirects more than %d times".formatted(address, MAXIMUM_REDIRECTS));
    }

    private HttpResponse<InputStream> send(URI address, Map<String, String> headers)
            throws IOException, InterruptedException {
        requireSafe(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(settings.stall());
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private void requireSafe(URI address) throws UnknownHostException {
        boolean https = "https".equals(address.getScheme());
        boolean local = settings.loopbackHttp() && "http".equals(address.getScheme());
        if (!https && !(local && InetAddress.getByName(address.getHost()).isLoopbackAddress())) {
            throw new DownloadException("%s is not fetched: only https addresses are".formatted(address));
        }
    }
}
