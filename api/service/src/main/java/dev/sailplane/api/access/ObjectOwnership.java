package dev.sailplane.api.access;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which objects a tenant may name: what was uploaded for it, {@code uploads/{tenant}/…}, and the finished pictures of its
 * own jobs. Whether there is such an object is another question. Blocks when the lookup does.
 */
public final class ObjectOwnership {
    // No part begins with a dot, so that none leads upwards.
    private static final Pattern UPLOAD =
            Pattern.compile("uploads/([a-z0-9][a-z0-9-]{0,62})(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}){1,7}");
    private static final Pattern OUTPUT =
            Pattern.compile("jobs/([0-9a-hjkmnp-tv-z]{26})/output/\\d{1,2}\\.(?:png|jpg|webp)");

    private final Function<JobId, Optional<TenantName>> owners;

    /** @param owners whose a job is, if there is such a job */
    public ObjectOwnership(Function<JobId, Optional<TenantName>> owners) {
        this.owners = owners;
    }

    /** Whether the tenant may name the object. */
    public boolean owns(TenantName tenant, String key) {
        Matcher upload = UPLOAD.matcher(key);
        if (upload.matches()) {
            return upload.group(1).equals(tenant.value());
        }
        Matcher output = OUTPUT.matcher(key);
        return output.matches()
                && owners.apply(new JobId(output.group(1)))
                        .filter(tenant::equals)
                        .isPresent();
    }
}
