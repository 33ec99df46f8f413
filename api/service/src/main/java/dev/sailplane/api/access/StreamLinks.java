package dev.sailplane.api.access;

import dev.sailplane.contract.Job;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Makes addresses of streams that hold without a key where keys are required. */
@ApplicationScoped
public class StreamLinks {
    private static final Duration VALIDITY = Duration.ofHours(24);

    private final AccessRule rule;
    private final LinkSigner signer;
    private final InstantSource clock = InstantSource.system();

    /** Signs by the signer, if the rule asks for keys. */
    public StreamLinks(AccessRule rule, LinkSigner signer) {
        this.rule = rule;
        this.signer = signer;
    }

    /** The address that a reader of the job's stream opens, for a day. */
    public URI open(Job job, URI stream) {
        return rule.keysRequired()
                ? URI.create(stream + "?token="
                        + signer.sign(job.id(), job.tenant(), clock.instant().plus(VALIDITY)))
                : stream;
    }
}
