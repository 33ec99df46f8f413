package dev.sailplane.devstack.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.OneLineErrors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is said before any bucket is asked. */
class AccessCommandsTest {
    private static final BucketLocator NO_STACK = new BucketLocator() {
        @Override
        public Path standard() {
            return Path.of("standard");
        }

        @Override
        public Optional<BucketPlace> find(Path data) {
            return Optional.empty();
        }
    };

    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "keys, 'create, list or revoke'",
        "keys create, --tenant",
        "keys create --tenant ACME, lower-case",
        "keys revoke abc, KEY-ID is 8 to 64",
        "keys revoke ../../../../jobs, KEY-ID is 8 to 64",
        "tenants, rotate-webhook-secret",
        "tenants set acme, --concurrent-jobs",
        "tenants set ac_me --concurrent-jobs 2, lower-case",
        "tenants set acme --concurrent-jobs 0, 1 to 1000000",
        "tenants set acme --concurrent-jobs many, --concurrent-jobs",
        "tenants rotate-webhook-secret acme --keep-previous long, 24h"
    })
    void aWrongCallIsRefusedWithWhatWouldBeRight(String call, String hint) {
        assertThat(execute(call)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains(hint);
    }

    @Test
    void withoutAStackAndABucketBothAreNamed() {
        assertThat(execute("keys list --data here")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(said.toString()).contains("no stack runs on here", "./sailplane up", "S3_ENDPOINT");
    }

    @Test
    void theEnvironmentNamesABucketAsItDoesForTheServices() {
        assertThat(BucketPlace.in(Map.of("S3_ENDPOINT", "http://store:9000")))
                .contains(new BucketPlace(
                        Optional.of(URI.create("http://store:9000")), "sailplane", "us-east-1", Optional.empty()));
        assertThat(BucketPlace.in(Map.of("S3_BUCKET", "pictures", "S3_REGION", "eu-central-1")))
                .contains(new BucketPlace(Optional.empty(), "pictures", "eu-central-1", Optional.empty()));
        assertThat(BucketPlace.in(Map.of("AWS_REGION", "eu-central-1"))).isEmpty();
    }

    private int execute(String call) {
        CommandLine command = new CommandLine(new Root())
                .addSubcommand(new KeysCommand(NO_STACK))
                .addSubcommand(new TenantsCommand(NO_STACK))
                .setExecutionExceptionHandler(new OneLineErrors())
                .setErr(new PrintWriter(said, true));
        return command.execute(call.split(" "));
    }

    @CommandLine.Command(name = "sailplane")
    private static final class Root {}
}
