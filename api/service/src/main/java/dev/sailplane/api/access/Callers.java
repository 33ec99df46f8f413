package dev.sailplane.api.access;

import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.KeyRecord;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by their keys. A key is looked up by its SHA-256, never compared: how long that takes tells something
 * about a digest whose bits nobody can choose, and nothing about any key. Hence no comparison in constant time.
 */
@ApplicationScoped
public class Callers {
    // Token and Key: what older clients of Replicate and those of fal write for Bearer.
    private static final Pattern HEADER =
            Pattern.compile("(?:Bearer|Token|Key) +(\\S{1,200}) *", Pattern.CASE_INSENSITIVE);

    private final AccessRule rule;
    private final Keys keys;

    /** Looks there for keys, if the rule asks for them. */
    public Callers(AccessRule rule, Keys keys) {
        this.rule = rule;
        this.keys = keys;
    }

    /** Whether callers need not be asked: all are {@link TenantName#DEFAULT}, whatever they show. */
    public boolean areAllOne() {
        return !rule.keysRequired();
    }

    /**
     * Who shows this. Blocking.
     *
     * @param authorization the header of that name, if it was sent
     * @throws UnauthenticatedException when it is not a key that holds
     * @throws dev.sailplane.api.storage.StorageException when only the bucket could tell and it does not answer
     */
    public TenantName identify(@Nullable String authorization) {
        if (areAllOne()) {
            return TenantName.DEFAULT;
        }
        if (authorization == null || authorization.isBlank()) {
            throw UnauthenticatedException.missing();
        }
        return parse(authorization)
                .map(ApiKey::id)
                .flatMap(keys::find)
                .map(KeyRecord::tenant)
                .orElseThrow(() -> UnauthenticatedException.invalid("The API key is not known."));
    }

    private static Optional<ApiKey> parse(String authorization) {
        Matcher header = HEADER.matcher(authorization.strip());
        try {
            return header.matches() ? Optional.of(new ApiKey(header.group(1))) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
