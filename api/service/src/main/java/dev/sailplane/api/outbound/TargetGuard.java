package dev.sailplane.api.outbound;

import dev.sailplane.api.configuration.ApiConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides which addresses that callers name may be called: https, without user and password, at a public address. Hosts
 * on the operator's list may be private and may speak plain http. The decision is on the resolved address, and the call
 * goes to just that one.
 */
@ApplicationScoped
public class TargetGuard {
    /** Names that mean this machine whatever a name server says (RFC 6761). */
    private static final Pattern LOCAL_NAME = Pattern.compile("(.*\\.)?localhost\\.?");

    /** Hosts that some take for a number and so for an IPv4 address: 2130706433, 0x7f.1, 127.1, 1.2.3.4. */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

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
        if (!allowed && LOCAL_NAME.matcher(host).matches()) {
            throw new ForbiddenTargetException("must not lead to a private, local or reserved address");
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
        return unambiguous(host.toLowerCase(Locale.ROOT));
    }

    /** What one resolver reads as an address and the next as another, or as a name, is not asked of any. */
    private static String unambiguous(String host) {
        if (NUMBER.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            throw new ForbiddenTargetException("must write an IPv4 address as four decimal numbers");
        }
        if (host.contains("%")) {
            throw new ForbiddenTargetException("must not have a host with a zone");
        }
        return host;
    }

    private List<InetAddress> resolve(String host) {
        try {
            List<InetAddress> addresses = resolver.resolve(host);
            if (!addresses.isEmpty()) {
                return addresses;
            }
        } catch (UnknownHostException _) {
            // The same as no address.
        }
        throw new ForbiddenTargetException("has a host that cannot be resolved");
    }
}
