package dev.sailplane.api.webhook;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;

/** In tests of the whole service, which have no broker, this replica owns everything there is. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestShards implements Shards {
    @Override
    public boolean caughtUp() {
        return true;
    }

    @Override
    public Set<Integer> owned() {
        return Set.of(0);
    }
}
