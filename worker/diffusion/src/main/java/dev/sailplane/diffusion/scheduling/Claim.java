package dev.sailplane.diffusion.scheduling;

import java.time.Instant;
import java.util.Optional;

/**
 * What a task may ask for.
 *
 * @param tenant whose it is; tenants get equal shares of the device's time
 * @param urgency how soon it is wanted
 * @param deadline when it is of no use any more, if ever
 */
public record Claim(String tenant, Urgency urgency, Optional<Instant> deadline) {
    /** Of a caller who is alone with the device. */
    public static final Claim ALONE = new Claim("", Urgency.INTERACTIVE, Optional.empty());
}
