package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;
import java.net.URI;
import java.util.Locale;

/**
 * Whom a slow or failing answer is held against: one server of one tenant, so that no tenant can stop another's messages
 * to a server they share.
 */
record Receiver(TenantName tenant, String scheme, String host, int port) {
    static Receiver of(TenantName tenant, URI url) {
        return new Receiver(
                tenant,
                String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT),
                String.valueOf(url.getHost()).toLowerCase(Locale.ROOT),
                url.getPort());
    }

    static Receiver of(Notice notice) {
        return of(notice.tenant(), notice.url());
    }
}
