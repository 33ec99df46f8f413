package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Which addresses answered 410 and are left alone, by what the attempts in the log tell: in whatever order the records
 * come, the result is the same. Not safe for use by several threads.
 */
final class Endpoints {
    /** As long as the log remembers; an address is tried again after it. */
    static final Duration MEMORY = Duration.ofDays(7);

    private static final int REMEMBERED = 10_000;

    private record Endpoint(TenantName tenant, URI url) {}

    private final Map<Endpoint, Instant> gone = new Recent<>(REMEMBERED);
    private final Map<Endpoint, Instant> delivered = new Recent<>(REMEMBERED);

    /** Takes in what a delivery's attempts say about its address. */
    void note(Delivery delivery) {
        Endpoint endpoint = of(delivery.notice());
        for (Attempt attempt : delivery.attempts()) {
            if (attempt.isGone()) {
                gone.merge(endpoint, attempt.at(), Endpoints::later);
            } else if (attempt.isSuccess()) {
                delivered.merge(endpoint, attempt.at(), Endpoints::later);
            }
        }
    }

    /** Whether nothing is to be sent there: it was gone when it last said anything of weight. */
    boolean disabled(Notice notice, Instant now) {
        Instant goneAt = gone.get(of(notice));
        Instant deliveredAt = delivered.getOrDefault(of(notice), Instant.MIN);
        return goneAt != null && goneAt.isAfter(deliveredAt) && now.isBefore(goneAt.plus(MEMORY));
    }

    private static Endpoint of(Notice notice) {
        return new Endpoint(notice.tenant(), notice.url());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
