package dev.sailplane.devstack.access;

import dev.sailplane.cli.CommandFailedException;
import dev.sailplane.cli.CommonOptions;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.KeyId;
import dev.sailplane.contract.KeyRecord;
import dev.sailplane.contract.TenantName;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sailplane keys}: who may ask. */
@Command(name = "keys", description = "Create, list and revoke API keys.", synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand implements Runnable {
    // Enough to tell keys apart, few enough to type.
    private static final int SHOWN_ID_CHARACTERS = 12;
    private static final String ID_PREFIX = "[0-9a-f]{8,64}";

    private final BucketLocator stacks;

    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    /** @param stacks finds the bucket of a stack, if none is named otherwise */
    public KeysCommand(BucketLocator stacks) {
        this.stacks = stacks;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "keys needs a command: create, list or revoke");
    }

    @Command(name = "create", description = "Create a key. It is shown this once.")
    int create(
            @Mixin CommonOptions options,
            @Mixin BucketOptions bucket,
            @Option(
                            names = "--tenant",
                            required = true,
                            paramLabel = "TENANT",
                            converter = TenantNameConverter.class,
                            description = "Whose key it is.")
                    TenantName tenant,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            defaultValue = "unnamed",
                            description = "What you call it. Default: ${DEFAULT-VALUE}")
                    String name) {
        ApiKey key = ApiKey.draw(new SecureRandom());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (AccessBucket access = bucket.open(stacks, System.getenv())) {
            access.create(key.id(), new KeyRecord(tenant, name, now, key.hint()));
        }
        spec.commandLine().getErr().printf("key %s of %s; it is not shown again%n", shown(key.id()), tenant);
        out().println(key.text());
        out().flush();
        return 0;
    }

    @Command(name = "list", description = "List the keys that hold.")
    int list(
            @Mixin CommonOptions options,
            @Mixin BucketOptions bucket,
            @Option(
                            names = "--tenant",
                            paramLabel = "TENANT",
                            converter = TenantNameConverter.class,
                            description = "Those of one tenant alone.")
                    @Nullable
                    TenantName tenant) {
        try (AccessBucket access = bucket.open(stacks, System.getenv())) {
            access.keys("").forEach((id, key) -> {
                if (tenant == null || tenant.equals(key.tenant())) {
                    out().printf(
                                    "%s  %s  %s  ...%s  %s%n",
                                    shown(id), key.tenant(), key.name(), key.hint(), key.createdAt());
                }
            });
        }
        out().flush();
        return 0;
    }

    @Command(name = "revoke", description = "End a key. Within 30 s nobody takes it any more.")
    int revoke(
            @Mixin CommonOptions options,
            @Mixin BucketOptions bucket,
            @Parameters(
                            paramLabel = "KEY-ID",
                            description = "As listed; 8 characters or more, as long as they name one key.")
                    String id) {
        if (!id.matches(ID_PREFIX)) {
            throw new ParameterException(
                    spec.commandLine(), "KEY-ID is 8 to 64 hexadecimal digits, as ./sailplane keys list shows them");
        }
        try (AccessBucket access = bucket.open(stacks, System.getenv())) {
            Map<KeyId, KeyRecord> named = access.keys(id);
            if (named.size() != 1) {
                throw new CommandFailedException(
                        named.isEmpty()
                                ? "there is no key " + id
                                : "several keys begin with " + id + "; name more of it");
            }
            named.forEach((key, record) -> {
                access.revoke(key);
                out().printf("revoked %s of %s%n", shown(key), record.tenant());
            });
        }
        out().flush();
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String shown(KeyId id) {
        return id.value().substring(0, SHOWN_ID_CHARACTERS);
    }
}
