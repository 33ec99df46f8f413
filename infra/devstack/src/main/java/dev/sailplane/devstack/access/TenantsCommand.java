package dev.sailplane.devstack.access;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.TenantRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sailplane tenants}: how much each may ask for, and with which secret it is told. */
@Command(
        name = "tenants",
        description = "Set limits of tenants, rotate their webhook secrets.",
        synopsisSubcommandLabel = "COMMAND")
public final class TenantsCommand implements Runnable {
    private final BucketLocator stacks;

    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    /** @param stacks finds the bucket of a stack, if none is named otherwise */
    public TenantsCommand(BucketLocator stacks) {
        this.stacks = stacks;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "tenants needs a command: set, rotate-webhook-secret or list");
    }

    @Command(name = "set", description = "Set a tenant's limits; one that is not named stays as it is.")
    int set(
            @Mixin CommonOptions options,
            @Mixin BucketOptions bucket,
            @Parameters(paramLabel = "TENANT", converter = TenantNameConverter.class) TenantName tenant,
            @Option(
                            names = "--requests-per-minute",
                            paramLabel = "N",
                            description = "Jobs it may create within any minute.")
                    @Nullable
                    Integer requestsPerMinute,
            @Option(
                            names = "--concurrent-jobs",
                            paramLabel = "N",
                            description = "Jobs that may be under way at the same time.")
                    @Nullable
                    Integer concurrentJobs) {
        TenantRecord.Limits wanted = limits(requestsPerMinute, concurrentJobs);
        try (AccessBucket access = bucket.open(stacks, System.getenv())) {
            print(
                    tenant,
                    access.change(
                            tenant, record -> record.withLimits(record.limits().with(wanted))));
        }
        return 0;
    }

    @Command(
            name = "rotate-webhook-secret",
            description = "Sign a tenant's webhooks by a new secret. GET /v1/webhooks/default/secret tells it.")
    int rotateWebhookSecret(
            @Mixin CommonOptions options,
            @Mixin BucketOptions bucket,
            @Parameters(paramLabel = "TENANT", converter = TenantNameConverter.class) TenantName tenant,
            @Option(
                            names = "--keep-previous",
                            paramLabel = "DURATION",
                            defaultValue = "24h",
                            converter = DurationConverter.class,
                            description = "How long the present one signs beside it: 30m, 24h, 7d; 0m for not at all."
                                    + " Default: ${DEFAULT-VALUE}")
                    Duration keepPrevious) {
        Optional<Instant> until = keepPrevious.isZero()
                ? Optional.empty()
                : Optional.of(Instant.now().plus(keepPrevious).truncatedTo(ChronoUnit.SECONDS));
        try (AccessBucket access = bucket.open(stacks, System.getenv())) {
            print(tenant, access.change(tenant, record -> record.rotated(until)));
        }
        return 0;
    }

    @Command(name = "list", description = "List the tenants for which something is set.")
    int list(@Mixin CommonOptions options, @Mixin BucketOptions bucket) {
        try (AccessBucket access = bucket.open(stacks, System.getenv())) {
            access.tenants().forEach(this::print);
        }
        return 0;
    }

    private TenantRecord.Limits limits(@Nullable Integer requestsPerMinute, @Nullable Integer concurrentJobs) {
        if (requestsPerMinute == null && concurrentJobs == null) {
            throw new ParameterException(
                    spec.commandLine(), "name a limit: --requests-per-minute or --concurrent-jobs");
        }
        try {
            return new TenantRecord.Limits(optional(requestsPerMinute), optional(concurrentJobs));
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
        }
    }

    private static OptionalInt optional(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private void print(TenantName tenant, TenantRecord record) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s  requests a minute: %s  concurrent jobs: %s  webhook secret: version %d%s%n",
                tenant,
                shown(record.limits().requestsPerMinute()),
                shown(record.limits().concurrentJobs()),
                record.webhookSecret().version(),
                record.webhookSecret()
                        .previousUntil()
                        .map(until -> ", the one before until " + until)
                        .orElse(""));
        out.flush();
    }

    private static String shown(OptionalInt limit) {
        return limit.isPresent() ? Integer.toString(limit.getAsInt()) : "usual";
    }
}
