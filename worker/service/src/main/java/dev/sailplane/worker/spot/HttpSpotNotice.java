package dev.sailplane.worker.spot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notice is given by an address that answers 200; until then it answers 404. Where a token is asked for it is had by PUT
 * before each request.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html">Spot Instance
 *     interruption notices</a>, with IMDSv2
 */
public final class HttpSpotNotice implements SpotNotice {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSpotNotice.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int GIVEN = 200;
    private static final int LONGEST_TOKEN = 4_096;
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String TOKEN_SECONDS = "X-aws-ec2-metadata-token-ttl-seconds";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI notice;
    private final Optional<URI> token;

    /** @param token where a token is had, if one is needed */
    public HttpSpotNotice(URI notice, Optional<URI> token) {
        this.notice = notice;
        this.token = token;
    }

    @Override
    public boolean given() throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(notice).timeout(LIMIT);
            if (token.isPresent()) {
                request.header(TOKEN, token(token.get()));
            }
            return client.send(request.build(), BodyHandlers.discarding()).statusCode() == GIVEN;
        } catch (IOException | IllegalArgumentException unreachable) {
            LOG.atDebug().setCause(unreachable).log("spot notices cannot be asked for");
            return false;
        }
    }

    private String token(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .header(TOKEN_SECONDS, "60")
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        BodyHandler<String> text = BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_TOKEN);
        return client.send(request, text).body();
    }
}
