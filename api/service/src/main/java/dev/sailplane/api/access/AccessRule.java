package dev.sailplane.api.access;

import dev.sailplane.api.configuration.ApiConfiguration;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether callers must show a key. Decided once, at the start: a service that others can reach is never open.
 *
 * @see <a href="../../../../../../../../../infra/adr/0008-tenants-and-keys.md">Decision 0008</a>
 */
@Startup
@ApplicationScoped
public class AccessRule {
    private final boolean keysRequired;

    /** Throws an {@link IllegalArgumentException} that says what to set when the service would be open to others. */
    public AccessRule(ApiConfiguration configuration, @ConfigProperty(name = "quarkus.http.host") String host) {
        keysRequired = keysRequired(configuration.access().mode(), host);
    }

    /** Whether a request without a key is refused; otherwise all are the default tenant's. */
    public boolean keysRequired() {
        return keysRequired;
    }

    private static boolean keysRequired(ApiConfiguration.AccessMode mode, String host) {
        return switch (mode) {
            case KEYS -> true;
            case AUTO -> !isLoopback(host);
            case OPEN -> {
                if (!isLoopback(host)) {
                    throw new IllegalArgumentException(
                            "sailplane.api.access.mode is open, but others can reach " + host
                                    + "; set SAILPLANE_ACCESS=keys, or listen on a loopback address (QUARKUS_HTTP_HOST=127.0.0.1)");
                }
                yield false;
            }
        };
    }

    // All addresses of the name: which of them the server takes is not ours to say.
    private static boolean isLoopback(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "quarkus.http.host " + host + " has no address, so whether others can reach it is unknown;"
                            + " correct it, or set SAILPLANE_ACCESS=keys",
                    unknown);
        }
    }
}
