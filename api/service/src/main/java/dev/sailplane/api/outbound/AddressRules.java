package dev.sailplane.api.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells public addresses from those that lead inside. Source: the special-purpose address registries of IANA (RFC 6890
 * and its updates). For IPv6 only global unicast (2000::/3) counts, less what is carved out of it; what embeds an IPv4
 * address (mapped, compatible, translated, 6to4, Teredo) is refused whole.
 */
final class AddressRules {
    @SuppressWarnings("ArrayRecordComponent") // Private, and never compared.
    private record Block(byte[] network, int bits) {
        static Block of(String text) {
            String[] parts = text.split("/", 2);
            return new Block(bytes(parts[0]), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >>> bit % 8;
                if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static byte[] bytes(String literal) {
            try {
                return InetAddress.getByName(literal).getAddress();
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(literal, impossible);
            }
        }
    }

    private static final List<Block> CLOSED_V4 = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT; metadata of some clouds
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // inside of one cloud's machines, and in no registry
                    "169.254.0.0/16", // link-local; metadata of most clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // AMT
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4") // reserved, broadcast
            .map(Block::of)
            .toList();

    private static final Block GLOBAL_V6 = Block.of("2000::/3");
    private static final List<Block> CLOSED_V6 = Stream.of(
                    "2001::/23", // protocol assignments, Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "2620:4f:8000::/48", // AS112
                    "3fff::/20") // documentation
            .map(Block::of)
            .toList();

    private AddressRules() {}

    /** Whether the address is on the public internet. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? CLOSED_V4.stream().noneMatch(block -> block.holds(bytes))
                : GLOBAL_V6.holds(bytes) && CLOSED_V6.stream().noneMatch(block -> block.holds(bytes));
    }
}
