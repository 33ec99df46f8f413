package dev.sailplane.api.outbound;

import java.net.InetAddress;
import java.net.URI;

/**
 * An address that may be called.
 *
 * @param uri as named
 * @param address the one to connect to, so that no later answer of a name server counts
 */
public record Target(URI uri, InetAddress address) {
    /** Whether the call is encrypted. */
    public boolean encrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The port, named or the scheme's. */
    public int port() {
        return uri.getPort() >= 0 ? uri.getPort() : encrypted() ? 443 : 80;
    }

    /** Path and query as they go on the wire: other characters than ASCII's are escaped. */
    public String path() {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }
}
