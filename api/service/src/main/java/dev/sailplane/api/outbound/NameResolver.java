package dev.sailplane.api.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host's name into its addresses. Blocking. */
@FunctionalInterface
public interface NameResolver {
    /** All addresses of the host, at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
