package dev.sailplane.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TargetGuardPropertyTest {
    private final TargetGuard guard = new TargetGuard(new SystemNameResolver(), Configurations.usual());

    @Property(tries = 500)
    void noSpellingOfAClosedAddressGetsThrough(@ForAll("closed") byte[] address, @ForAll Spelling spelling) {
        assertThatThrownBy(() -> guard.admit(URI.create("https://" + spelling.write(address) + "/")))
                .isInstanceOf(ForbiddenTargetException.class);
    }

    @Property(tries = 500)
    void aClosedAddressBehindANameIsRefused(@ForAll("closed") byte[] address, @ForAll("closedV6") byte[] longer)
            throws UnknownHostException {
        assertThat(AddressRules.isPublic(InetAddress.getByAddress(address))).isFalse();
        assertThat(AddressRules.isPublic(InetAddress.getByAddress(longer))).isFalse();
        List<InetAddress> both = List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByAddress(longer));
        TargetGuard behindName = new TargetGuard(_ -> both, Configurations.usual());
        assertThatThrownBy(() -> behindName.admit(URI.create("https://name.example/")))
                .isInstanceOf(ForbiddenTargetException.class);
    }

    @Property(tries = 1000)
    void anyTextAsHostIsRefusedOrLeadsToAPublicAddress(@ForAll("hosts") String host) {
        URI uri;
        try {
            uri = URI.create("https://" + host + "/");
        } catch (IllegalArgumentException _) {
            return;
        }
        try {
            assertThat(AddressRules.isPublic(guard.admit(uri).address())).isTrue();
        } catch (ForbiddenTargetException refused) {
            assertThat(refused).message().isNotBlank();
        }
    }

    @Provide
    Arbitrary<byte[]> closed() {
        return Arbitraries.of(
                        "10.0.0.0/8",
                        "127.0.0.0/8",
                        "169.254.0.0/16",
                        "172.16.0.0/12",
                        "192.168.0.0/16",
                        "100.64.0.0/10")
                .flatMap(block -> within(block, 4));
    }

    @Provide
    Arbitrary<byte[]> closedV6() {
        return Arbitraries.of(
                        "fc00::/7",
                        "fe80::/10",
                        "fec0::/10",
                        "ff00::/8",
                        "64:ff9b::/96",
                        "64:ff9b:1::/48",
                        "2002::/16",
                        "2001::/32",
                        "::/96")
                .flatMap(block -> within(block, 16));
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.strings()
                .withChars("0123456789abcfx.:[]%@\\\u3002\uff11-")
                .ofMinLength(1)
                .ofMaxLength(18)
                // Names would be asked of a name server.
                .filter(host -> !host.matches(".*[a-z][^.]*\\.?(:\\d*)?") || host.startsWith("["));
    }

    private static Arbitrary<byte[]> within(String block, int length) {
        String[] parts = block.split("/", 2);
        int bits = Integer.parseInt(parts[1]);
        return Arbitraries.bytes().array(byte[].class).ofSize(length).map(random -> {
            byte[] network = bytes(parts[0]);
            for (int bit = bits; bit < 8 * length; bit++) {
                network[bit / 8] |= (byte) (random[bit / 8] & (0x80 >>> (bit % 8)));
            }
            return network;
        });
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(literal, impossible);
        }
    }

    /** How an IPv4 address may be written, by the book and by habit. */
    enum Spelling {
        DOTTED("%1$d.%2$d.%3$d.%4$d"),
        TRAILING_DOT("%1$d.%2$d.%3$d.%4$d."),
        OCTAL("0%1$o.0%2$o.0%3$o.0%4$o"),
        HEXADECIMAL("0x%1$x.0x%2$x.0x%3$x.0x%4$x"),
        DECIMAL("%5$d"),
        ONE_OCTAL("0%5$o"),
        ONE_HEXADECIMAL("0x%5$x"),
        MAPPED("[::ffff:%1$d.%2$d.%3$d.%4$d]"),
        COMPATIBLE("[::%1$d.%2$d.%3$d.%4$d]"),
        TRANSLATED("[64:ff9b::%1$d.%2$d.%3$d.%4$d]"),
        LOCALLY_TRANSLATED("[64:ff9b:1::%1$02x%2$02x:%3$02x%4$02x]"),
        SIX_TO_FOUR("[2002:%1$02x%2$02x:%3$02x%4$02x::1]"),
        TEREDO("[2001:0:%1$02x%2$02x:%3$02x%4$02x::1]"),
        ESCAPED("%%3%1$d.%2$d.%3$d.%4$d"),
        WITH_USER("8.8.8.8@%1$d.%2$d.%3$d.%4$d");

        private final String pattern;

        Spelling(String pattern) {
            this.pattern = pattern;
        }

        String write(byte[] address) {
            long number = 0;
            for (byte part : address) {
                number = number << 8 | (part & 255);
            }
            return String.format(
                    Locale.ROOT,
                    pattern,
                    address[0] & 255,
                    address[1] & 255,
                    address[2] & 255,
                    address[3] & 255,
                    number);
        }
    }
}
