package dev.sailplane.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {
    private static final String PUBLIC = "93.184.215.14";

    @Test
    void aPublicHostIsLetThroughWithTheAddressItWasJudgedBy() throws UnknownHostException {
        Target target = guard("", PUBLIC).admit(URI.create("https://pictures.example/a.png?b=c%20d"));

        assertThat(target.address()).isEqualTo(InetAddress.getByName(PUBLIC));
        assertThat(target.port()).isEqualTo(443);
        assertThat(target.path()).isEqualTo("/a.png?b=c%20d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "168.63.129.16",
                "169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "2001:db8::1",
                "100::1"
            })
    void anAddressThatLeadsInsideIsRefusedByWhateverName(String address) {
        assertRefused(guard("", address), "https://innocent.example/", "private, local or reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"})
    void anAddressOnTheInternetIsLetThrough(String address) {
        assertThat(guard("", address).admit(URI.create("https://pictures.example/")))
                .isNotNull();
    }

    @Test
    void oneClosedAddressAmongManyIsEnough() {
        assertRefused(guard("", PUBLIC, "10.0.0.1"), "https://pictures.example/", "private");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://localhost./",
                "https://LOCALHOST:443/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://127.0.0.1./",
                "https://0177.0.0.1/",
                "https://0177.0.0.1:443/",
                "https://08.8.8.8/",
                "https://0x7f.1/",
                "https://8.8.8.0x8/",
                "https://8.526344/",
                "https://134744072/",
                "https://256.256.256.256/",
                "https://a.localhost/",
                "https://a.b.localhost./",
                "https://.localhost/",
                "https://a..b/",
                "https://../",
                "https:///",
                "https://%6c%6fcalhost/",
                "https://127.0.0.1%2f/",
                "https://127.0.0.1%00/",
                "https://\uff11\uff12\uff17.0.0.1/",
                "https://127\u30020\u30020\u30021/",
                "https://\u24dbocalhost/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.100.100.200/",
                "https://[fd00:ec2::254]/",
                "https://[64:ff9b::169.254.169.254]/",
                "https://[64:ff9b:1::a9fe:a9fe]/",
                "https://[::127.0.0.1]/",
                "https://[2002:7f00:1::]/",
                "https://[fec0::1]/",
                "https://[2606:4700::1111%251]/",
                "https://[2606:4700::1111%1]/",
                "https://93.184.215.14:65536/",
                "https://93.184.215.14:-1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://017700000001/",
                "https://0/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[fe80::1%25eth0]/",
                "http://93.184.215.14/",
                "ftp://93.184.215.14/",
                "file:///etc/passwd",
                "https:/93.184.215.14",
                "https:93.184.215.14",
                "//93.184.215.14/",
                "https://user@93.184.215.14/",
                "https://93.184.215.14@127.0.0.1/",
                "https://93.184.215.14:0/",
                "https://93.184.215.14:70000/",
                "https://93.184.215.14/#fragment"
            })
    void aTrickIsRefused(String address) {
        TargetGuard guard = new TargetGuard(new SystemNameResolver(), Configurations.usual());
        assertThatThrownBy(() -> guard.admit(URI.create(address))).isInstanceOf(ForbiddenTargetException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1\\@example.com/", "https://example.com\\.evil/", "https://exa mple.com/"})
    void whatIsNoAddressAtAllIsNotEvenOne(String text) {
        assertThatThrownBy(() -> URI.create(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachCallIsJudgedByTheAnswerOfItsOwnTime() throws UnknownHostException {
        Deque<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        TargetGuard guard = new TargetGuard(_ -> List.of(address(answers.removeFirst())), Configurations.usual());

        assertThat(guard.admit(URI.create("https://rebinding.example/")).address())
                .isEqualTo(InetAddress.getByName(PUBLIC));
        assertRefused(guard, "https://rebinding.example/", "private");
    }

    @Test
    void aPathGoesOutInAscii() {
        URI uri = URI.create("https://pictures.example/\u560a\u560d/\u00fc?\u00fc");
        assertThat(guard("", PUBLIC).admit(uri).path()).isEqualTo("/%E5%98%8A%E5%98%8D/%C3%BC?%C3%BC");
    }

    @Test
    void anAllowedHostMayBeThisMachine() {
        assertThat(guard("localhost:9000,[::1],127.0.0.1", "127.0.0.1"))
                .satisfies(guard -> assertThat(guard.admit(URI.create("http://localhost:9000/")))
                        .isNotNull())
                .satisfies(guard ->
                        assertThat(guard.admit(URI.create("http://[::1]:80/"))).isNotNull())
                .satisfies(guard ->
                        assertThat(guard.admit(URI.create("http://127.0.0.1/"))).isNotNull())
                .satisfies(guard -> assertRefused(guard, "https://a.localhost:9000/", "local"));
    }

    @Test
    void aNameOfNoAddressesIsRefused() {
        assertRefused(guard(""), "https://nowhere.example/", "cannot be resolved");
    }

    @Test
    void aNameWithoutAddressIsRefused() {
        TargetGuard guard = new TargetGuard(
                host -> {
                    throw new UnknownHostException(host);
                },
                Configurations.usual());
        assertRefused(guard, "https://nowhere.example/", "cannot be resolved");
    }

    @Test
    void anAllowedHostMayBePrivateAndSpeakHttp() {
        assertThat(guard("hooks.internal", "10.0.0.1")
                        .admit(URI.create("http://HOOKS.internal:8000/in"))
                        .encrypted())
                .isFalse();
    }

    @Test
    void anAllowedPortOpensNoOther() {
        TargetGuard guard = guard("hooks.internal:8443", "10.0.0.1");
        assertThat(guard.admit(URI.create("https://hooks.internal:8443/"))).isNotNull();
        assertRefused(guard, "https://hooks.internal/", "private");
        assertRefused(guard, "https://hooks.internal.evil.example:8443/", "private");
    }

    @Test
    void anAllowedHostStillHasToSpeakHttp() {
        assertRefused(guard("hooks.internal", "10.0.0.1"), "gopher://hooks.internal/", "https");
    }

    static TargetGuard guard(String allowedHosts, String... addresses) {
        NameResolver resolver =
                _ -> Arrays.stream(addresses).map(TargetGuardTest::address).toList();
        return new TargetGuard(resolver, Configurations.with(Map.of("SAILPLANE_WEBHOOKS_ALLOWED_HOSTS", allowedHosts)));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(literal, impossible);
        }
    }

    private static void assertRefused(TargetGuard guard, String address, String reason) {
        assertThatThrownBy(() -> guard.admit(URI.create(address)))
                .isInstanceOf(ForbiddenTargetException.class)
                .hasMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(address));
    }
}
