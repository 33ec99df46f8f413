package dev.sailplane.api.outbound;

import dev.sailplane.api.configuration.ApiConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which addresses that callers name may be called: https, without user and password, at a public address. Hosts
 * on the operator's list may be private and may speak plain http. The decision is on the resolved address, and the call
 * goes to just that one.
 */
@ApplicationScoped
public class TargetGuard {
    private final NameResolver resolver;
    private final Set<String> allowedHosts;

    /** Lets through what the configuration allows. */
    public TargetGuard(NameResolver resolver, ApiConfiguration configuration) {
        this.resolver = resolver;
        this.allowedHosts = configuration.outbound().allowedHosts().orElse(List.of()).stream()
                .map(host -> host.trim().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The target to connect to. Blocking: resolves the host's name.
     *
     * @throws ForbiddenTargetException when it may not be called
     */
    public Target admit(URI uri) {
        String host = host(uri);
        Target named = new Target(uri, InetAddress.getLoopbackAddress());
        boolean allowed = allowedHosts.contains(host) || allowedHosts.contains(host + ":" + named.port());
        if (!named.encrypted() && !(allowed && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new ForbiddenTargetException("must be an https URL");
        }
        List<InetAddress> addresses = resolve(host);
        if (!allowed && !addresses.stream().allMatch(AddressRules::isPublic)) {
            throw new ForbiddenTargetException("must not lead to a private, local or reserved address");
        }
        return new Target(uri, addresses.getFirst());
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        if (uri.isOpaque() || host == null || host.isEmpty() || uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new ForbiddenTargetException("must be an https URL with a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new ForbiddenTargetException("must not carry a user or password");
        }
        if (uri.getRawFragment() != null) {
            throw new ForbiddenTargetException("must not have a fragment");
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private List<InetAddress> resolve(String host) {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException _) {
            throw new ForbiddenTargetException("has a host that cannot be resolved");
        }
    }
}
